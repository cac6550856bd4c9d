package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	fscopy "github.com/tonistiigi/fsutil/copy"
)

// Stage is a FROM and what follows.
type Stage struct {
	Name         string        `json:"name,omitempty"`
	Base         string        `json:"base"`
	Platform     string        `json:"platform,omitempty"`
	Line         int           `json:"line"`
	Comments     []string      `json:"comments,omitempty"`
	Error        string        `json:"error,omitempty"`
	Instructions []Instruction `json:"instructions"`
}

// Instruction is one of BuildKit's structs for instructions, or the error that there is none. It has only the fields of its kind.
type Instruction struct {
	Keyword  string   `json:"keyword"`
	Line     int      `json:"line"`
	End      int      `json:"end"`
	Flags    []string `json:"flags,omitempty"`
	Comments []string `json:"comments,omitempty"`
	Error    string   `json:"error,omitempty"`

	// Of ENV and LABEL.
	Pairs [][2]string `json:"pairs,omitempty"`
	// Of ARG.
	Args []Arg `json:"args,omitempty"`
	// Of EXPOSE, MAINTAINER, SHELL, STOPSIGNAL, USER, VOLUME and WORKDIR.
	Words []string `json:"words,omitempty"`
	// Of CMD, ENTRYPOINT and RUN.
	Command []string `json:"command,omitempty"`
	IsShell bool     `json:"isShell,omitempty"`
	// Of ADD, COPY and RUN.
	Heredocs []Heredoc `json:"heredocs,omitempty"`
	// Of RUN.
	Mounts   []*instructions.Mount  `json:"mounts,omitempty"`
	Devices  []*instructions.Device `json:"devices,omitempty"`
	Network  string                 `json:"network,omitempty"`
	Security string                 `json:"security,omitempty"`
	// Of ADD and COPY.
	Sources     []string `json:"sources,omitempty"`
	Destination string   `json:"destination,omitempty"`
	From        string   `json:"from,omitempty"`
	Chown       string   `json:"chown,omitempty"`
	Chmod       string   `json:"chmod,omitempty"`
	Checksum    string   `json:"checksum,omitempty"`
	Exclude     []string `json:"exclude,omitempty"`
	Link        bool     `json:"link,omitempty"`
	Parents     bool     `json:"parents,omitempty"`
	KeepGitDir  *bool    `json:"keepGitDir,omitempty"`
	Unpack      *bool    `json:"unpack,omitempty"`
	// Means are the files of the request that the sources are, in their order.
	Means []string `json:"means,omitempty"`
	// Of HEALTHCHECK.
	Health *dockerspec.HealthcheckConfig `json:"health,omitempty"`
	// Of ONBUILD: what it would be read as, later.
	Trigger *Instruction `json:"trigger,omitempty"`
}

// Arg is one argument of an ARG.
type Arg struct {
	Name  string  `json:"name"`
	Value *string `json:"value,omitempty"`
}

// Heredoc is a text that stands in the Dockerfile.
type Heredoc struct {
	Name    string `json:"name"`
	Data    string `json:"data"`
	Expands bool   `json:"expands,omitempty"`
}

// readInstructions adds globals and stages to the answer.
func readInstructions(parsed *parser.Result, request Request, answer *Answer) {
	scope := newScope(parsed.EscapeToken, request)
	for _, node := range parsed.AST.Children {
		command, err := parseInstruction(node)
		if stage, ok := command.(*instructions.Stage); ok && err == nil {
			answer.Stages = append(answer.Stages, scope.enter(stage))
			continue
		}
		instruction := describe(node, command, err, scope)
		if last := len(answer.Stages) - 1; last >= 0 {
			answer.Stages[last].Instructions = append(answer.Stages[last].Instructions, instruction)
		} else {
			answer.Globals = append(answer.Globals, instruction)
		}
	}
}

func parseInstruction(node *parser.Node) (any, error) {
	// Without a linter, BuildKit would follow a nil pointer at a comment `check=…`.
	return instructions.ParseInstructionWithLinter(node, linter.New(&linter.Config{}))
}

func describe(node *parser.Node, command any, err error, scope *scope) Instruction {
	result := Instruction{
		Keyword:  strings.ToUpper(node.Value),
		Line:     node.StartLine,
		End:      node.EndLine,
		Flags:    node.Flags,
		Comments: node.PrevComment,
	}
	if err == nil {
		err = scope.expand(command)
	}
	if err != nil {
		result.Error = err.Error()
		return result
	}
	switch c := command.(type) {
	case *instructions.AddCommand:
		result.copies(c.SourcesAndDest, scope)
		result.Chown, result.Chmod, result.Link, result.Exclude = c.Chown, c.Chmod, c.Link, c.ExcludePatterns
		result.Checksum, result.KeepGitDir, result.Unpack = c.Checksum, c.KeepGitDir, c.Unpack
	case *instructions.CopyCommand:
		result.copies(c.SourcesAndDest, scope)
		result.Chown, result.Chmod, result.Link, result.Exclude = c.Chown, c.Chmod, c.Link, c.ExcludePatterns
		result.From, result.Parents = c.From, c.Parents
	case *instructions.ArgCommand:
		for _, arg := range c.Args {
			result.Args = append(result.Args, Arg{arg.Key, arg.Value})
		}
	case *instructions.CmdCommand:
		result.Command, result.IsShell = c.CmdLine, c.PrependShell
	case *instructions.EntrypointCommand:
		result.Command, result.IsShell = c.CmdLine, c.PrependShell
	case *instructions.RunCommand:
		result.Command, result.IsShell = c.CmdLine, c.PrependShell
		for _, file := range c.Files {
			result.Heredocs = append(result.Heredocs, Heredoc{Name: file.Name, Data: file.Data})
		}
		result.Mounts, result.Devices = instructions.GetMounts(c), instructions.GetDevices(c)
		result.Network, result.Security = instructions.GetNetwork(c), instructions.GetSecurity(c)
	case *instructions.EnvCommand:
		result.pairs(c.Env)
	case *instructions.LabelCommand:
		result.pairs(c.Labels)
	case *instructions.ExposeCommand:
		result.Words = c.Ports
	case *instructions.HealthCheckCommand:
		result.Health = c.Health
	case *instructions.MaintainerCommand:
		result.Words = []string{c.Maintainer}
	case *instructions.OnbuildCommand:
		trigger := describeTrigger(c.Expression, scope)
		result.Trigger = &trigger
	case *instructions.ShellCommand:
		result.Words = c.Shell
	case *instructions.StopSignalCommand:
		result.Words = []string{c.Signal}
	case *instructions.UserCommand:
		result.Words = []string{c.User}
	case *instructions.VolumeCommand:
		result.Words = c.Volumes
	case *instructions.WorkdirCommand:
		result.Words = []string{c.Path}
	}
	return result
}

func (instruction *Instruction) pairs(pairs instructions.KeyValuePairs) {
	for _, pair := range pairs {
		instruction.Pairs = append(instruction.Pairs, [2]string{pair.Key, pair.Value})
	}
}

func (instruction *Instruction) copies(what instructions.SourcesAndDest, scope *scope) {
	instruction.Sources, instruction.Destination = what.SourcePaths, what.DestPath
	for _, text := range what.SourceContents {
		instruction.Heredocs = append(instruction.Heredocs, Heredoc{text.Path, text.Data, text.Expand})
	}
	if len(scope.request.Files) > 0 {
		instruction.Means = meaning(what.SourcePaths, scope.request.Files)
	}
}

// describeTrigger reads an ONBUILD as BuildKit does in the build that the image is a base of.
func describeTrigger(expression string, scope *scope) Instruction {
	parsed, err := parser.Parse(strings.NewReader(expression))
	if err != nil || len(parsed.AST.Children) != 1 {
		return Instruction{Error: "not one instruction: " + expression}
	}
	node := parsed.AST.Children[0]
	command, err := parseInstruction(node)
	return describe(node, command, err, scope.copy())
}

// meaning finds the sources among files with the code that copies them in a build.
func meaning(sources, files []string) []string {
	root, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return []string{err.Error()}
	}
	defer os.RemoveAll(root)
	for _, file := range files {
		name := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return []string{err.Error()}
		}
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			return []string{err.Error()}
		}
	}
	var found []string
	for _, source := range sources {
		matches, err := fscopy.ResolveWildcards(root, path.Join("/", source), true)
		if err != nil {
			return []string{err.Error()}
		}
		for _, match := range matches {
			if _, err := os.Lstat(filepath.Join(root, match)); err == nil {
				found = append(found, strings.TrimPrefix(match, "/"))
			}
		}
	}
	slices.Sort(found)
	return found
}
