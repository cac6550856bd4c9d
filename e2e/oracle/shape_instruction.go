package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// shapeOfInstruction is its keyword, the names of its flags, how many words of each kind follow, which variables they use, and the tree of its script.
func shapeOfInstruction(node *parser.Node, escape rune) []string {
	line := []string{strings.ToUpper(node.Value)}
	for _, flag := range node.Flags {
		name, _, _ := strings.Cut(flag, "=")
		line = append(line, name)
	}
	command, err := parseInstruction(node)
	if err != nil {
		return []string{strings.Join(append(line, "is wrong:", err.Error()), " ")}
	}
	var script []string
	count := func(what string, number int) { line = append(line, fmt.Sprintf("%s:%d", what, number)) }
	variables := variablesOf(command, escape)
	switch c := command.(type) {
	case *instructions.Stage:
		variables = variablesIn(escape, false, c.BaseName, c.Platform)
		if c.Name != "" {
			line = append(line, "AS")
		}
	case *instructions.AddCommand:
		count("sources", len(c.SourcePaths))
		line = append(line, shapesOfTexts(c.SourceContents)...)
	case *instructions.CopyCommand:
		count("sources", len(c.SourcePaths))
		line = append(line, shapesOfTexts(c.SourceContents)...)
		script = scriptsIn(c.SourceContents)
	case *instructions.ArgCommand:
		count("arguments", len(c.Args))
	case *instructions.EnvCommand:
		count("pairs", len(c.Env))
	case *instructions.LabelCommand:
		count("pairs", len(c.Labels))
	case *instructions.ExposeCommand:
		count("words", len(c.Ports))
	case *instructions.ShellCommand:
		count("words", len(c.Shell))
	case *instructions.VolumeCommand:
		count("words", len(c.Volumes))
	case *instructions.CmdCommand:
		line, script = commandLine(line, c.ShellDependantCmdLine)
	case *instructions.EntrypointCommand:
		line, script = commandLine(line, c.ShellDependantCmdLine)
	case *instructions.HealthCheckCommand:
		if c.Health != nil && len(c.Health.Test) > 0 {
			line = append(line, c.Health.Test[0])
			if count("words", len(c.Health.Test)); c.Health.Test[0] == "CMD-SHELL" {
				script = shapeOfScript(c.Health.Test[1])
			}
		}
	case *instructions.RunCommand:
		for _, mount := range instructions.GetMounts(c) {
			line = append(line, shapeOfMount(mount))
		}
		line, script = commandLine(line, c.ShellDependantCmdLine)
	case *instructions.OnbuildCommand:
		if trigger, err := parser.Parse(strings.NewReader(c.Expression)); err == nil {
			for _, node := range trigger.AST.Children {
				script = append(script, shapeOfInstruction(node, escape)...)
			}
		}
	}
	if len(variables) > 0 {
		line = append(line, "$"+strings.Join(variables, " $"))
	}
	lines := []string{strings.Join(line, " ")}
	for _, each := range script {
		lines = append(lines, "  "+each)
	}
	return lines
}

// commandLine adds the words of an exec form, or reads the script of a shell form together with its here-documents.
func commandLine(line []string, command instructions.ShellDependantCmdLine) (words, script []string) {
	if !command.PrependShell {
		return append(line, fmt.Sprintf("words:%d", len(command.CmdLine))), nil
	}
	text := strings.Join(command.CmdLine, " ")
	files := command.Files
	line = append(line, fmt.Sprintf("texts:%d", len(files)))
	if len(files) == 1 && parser.MustParseHeredoc(text) != nil {
		return line, shapeOfScript(files[0].Data)
	}
	for _, file := range files {
		text += "\n" + file.Data + file.Name
	}
	return line, shapeOfScript(text)
}

func shapesOfTexts(texts []instructions.SourceContent) (shapes []string) {
	for _, text := range texts {
		shapes = append(shapes, fmt.Sprintf("text(expands:%t)", text.Expand))
	}
	return shapes
}

// scriptsIn reads those of the texts that a shell would run.
func scriptsIn(texts []instructions.SourceContent) (lines []string) {
	for _, text := range texts {
		if strings.HasPrefix(text.Data, "#!/bin/sh") {
			lines = append(lines, shapeOfScript(text.Data)...)
		}
	}
	return lines
}

func shapeOfMount(mount *instructions.Mount) string {
	parts := []string{"mount", string(mount.Type)}
	for name, isSet := range map[string]bool{
		"from": mount.From != "", "source": mount.Source != "", "target": mount.Target != "", "readonly": mount.ReadOnly, "size": mount.SizeLimit != 0,
		"id": mount.CacheID != "", "sharing": mount.CacheSharing != "", "required": mount.Required, "env": mount.Env != nil, "mode": mount.Mode != nil,
		"uid": mount.UID != nil, "gid": mount.GID != nil,
	} {
		if isSet {
			parts = append(parts, name)
		}
	}
	slices.Sort(parts[2:])
	return strings.Join(parts, ":")
}

// variablesOf are the names that BuildKit would replace in an instruction.
func variablesOf(command any, escape rune) []string {
	found := map[string]bool{}
	if arg, ok := command.(*instructions.ArgCommand); ok {
		for _, each := range arg.Args {
			if each.Value != nil {
				note(found, escape, false, *each.Value)
			}
		}
		return slices.Sorted(maps.Keys(found))
	}
	if each, ok := command.(instructions.SupportsSingleWordExpansion); ok {
		_ = each.Expand(func(word string) (string, error) { note(found, escape, false, word); return word, nil })
	}
	if each, ok := command.(instructions.SupportsSingleWordExpansionRaw); ok {
		_ = each.ExpandRaw(func(word string) (string, error) { note(found, '\\', true, word); return word, nil })
	}
	if expose, ok := command.(*instructions.ExposeCommand); ok {
		return variablesIn(escape, false, expose.Ports...)
	}
	return slices.Sorted(maps.Keys(found))
}

func variablesIn(escape rune, isRaw bool, words ...string) []string {
	found := map[string]bool{}
	for _, word := range words {
		note(found, escape, isRaw, word)
	}
	return slices.Sorted(maps.Keys(found))
}

func note(found map[string]bool, escape rune, isRaw bool, word string) {
	lexer := shell.NewLex(escape)
	lexer.SkipProcessQuotes = isRaw
	result, err := lexer.ProcessWordWithMatches(word, variables{})
	if err != nil {
		found["("+err.Error()+")"] = true
	}
	for name := range result.Unmatched {
		found[name] = true
	}
	for name := range result.Matched {
		found[name] = true
	}
}
