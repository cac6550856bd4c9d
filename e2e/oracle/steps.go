package main

import (
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
)

// Step is one operation of the build graph that an instruction was turned into.
type Step struct {
	Line int `json:"line"`
	// Of RUN.
	Args []string `json:"args,omitempty"`
	Env  []string `json:"env,omitempty"`
	Cwd  string   `json:"cwd,omitempty"`
	User string   `json:"user,omitempty"`
	// Of ADD and COPY.
	Copies []Copied `json:"copies,omitempty"`
	// Files are those whose bytes stand in the Dockerfile.
	Files []File `json:"files,omitempty"`
}

// Copied is one copy of a step.
type Copied struct {
	Source      string   `json:"source"`
	Destination string   `json:"destination"`
	Mode        int32    `json:"mode"`
	ModeText    string   `json:"modeText,omitempty"`
	Exclude     []string `json:"exclude,omitempty"`
}

// File is a file that a heredoc became.
type File struct {
	Path string `json:"path"`
	Mode int32  `json:"mode"`
	Data string `json:"data"`
}

// stepsOf takes the operations that come from a line out of a build graph, in its order.
func stepsOf(definition *llb.Definition) ([]Step, error) {
	operations := map[string]*pb.Op{}
	var steps []Step
	for _, bytes := range definition.Def {
		operation := &pb.Op{}
		if err := operation.UnmarshalVT(bytes); err != nil {
			return nil, err
		}
		id := string(digest.FromBytes(bytes))
		operations[id] = operation
		for _, location := range definition.Source.Locations[id].GetLocations() {
			step := Step{Line: int(location.Ranges[0].Start.Line)}
			switch {
			case operation.GetExec() != nil:
				step.executes(operation, operations)
			case operation.GetFile() != nil:
				step.copies(operation, operations)
			default:
				continue
			}
			steps = append(steps, step)
		}
	}
	return steps, nil
}

func (step *Step) executes(operation *pb.Op, operations map[string]*pb.Op) {
	exec := operation.GetExec()
	step.Args, step.Env, step.Cwd, step.User = exec.Meta.Args, exec.Meta.Env, exec.Meta.Cwd, exec.Meta.User
	for _, mount := range exec.Mounts {
		if mount.Input >= 0 && mount.Dest != "/" {
			step.texts(operations[operation.Inputs[mount.Input].Digest])
		}
	}
}

func (step *Step) copies(operation *pb.Op, operations map[string]*pb.Op) {
	inputs := int64(len(operation.Inputs))
	for _, action := range operation.GetFile().Actions {
		copy := action.GetCopy()
		if copy == nil {
			continue
		}
		step.Copies = append(step.Copies, Copied{copy.Src, copy.Dest, copy.Mode, copy.ModeStr, copy.ExcludePatterns})
		if action.SecondaryInput >= 0 && action.SecondaryInput < inputs {
			step.texts(operations[operation.Inputs[action.SecondaryInput].Digest])
		}
	}
}

// texts adds the files that an operation makes out of nothing.
func (step *Step) texts(operation *pb.Op) {
	if operation == nil || len(operation.Inputs) > 0 {
		return
	}
	for _, action := range operation.GetFile().GetActions() {
		if file := action.GetMkfile(); file != nil {
			step.Files = append(step.Files, File{file.Path, file.Mode, string(file.Data)})
		}
	}
}
