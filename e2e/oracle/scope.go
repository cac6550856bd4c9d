package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"github.com/moby/buildkit/util/system"
)

// variables are those that are set at one place of a Dockerfile.
type variables map[string]string

func (v variables) Get(name string) (string, bool) { value, ok := v[name]; return value, ok }
func (v variables) Keys() []string                 { return slices.Collect(maps.Keys(v)) }

// scope follows the variables from instruction to instruction. It does nothing unless expansion was asked for.
type scope struct {
	request Request
	lexer   *shell.Lex
	global  variables
	// current are those of the stage; nil before the first.
	current variables
	// environment are those of them that ENV has set: they are in the image, and ARG does not change them there.
	environment variables
	// stages are the scopes at the end of each named stage; they share the maps.
	stages map[string]scope
}

func newScope(escape rune, request Request) *scope {
	return &scope{
		request: request,
		lexer:   shell.NewLex(escape),
		global: variables{
			"BUILDPLATFORM": platforms.Format(platform), "BUILDOS": platform.OS, "BUILDARCH": platform.Architecture,
			"BUILDOSVERSION": "", "BUILDVARIANT": "",
			"TARGETPLATFORM": platforms.Format(platform), "TARGETOS": platform.OS, "TARGETARCH": platform.Architecture,
			"TARGETOSVERSION": "", "TARGETVARIANT": "", "TARGETSTAGE": request.Target,
		},
		environment: variables{},
		stages:      map[string]scope{},
	}
}

// copy is a scope whose variables may be set without a change to these.
func (s *scope) copy() *scope {
	result := *s
	result.current, result.environment = maps.Clone(s.current), maps.Clone(s.environment)
	return &result
}

// enter begins a stage.
func (s *scope) enter(stage *instructions.Stage) Stage {
	result := Stage{
		Name: stage.Name, Base: stage.BaseName, Platform: stage.Platform,
		Line: stage.Location[0].Start.Line, Comments: stage.Comments, Instructions: []Instruction{},
	}
	if !s.request.Expand {
		return result
	}
	for _, word := range []*string{&result.Base, &result.Platform} {
		expanded, _, err := s.lexer.ProcessWord(*word, s.global)
		if err != nil {
			result.Error = err.Error()
		}
		*word = expanded
	}
	s.environment = variables{"PATH": system.DefaultPathEnvUnix}
	s.current = variables{}
	if base, ok := s.stages[strings.ToLower(result.Base)]; ok {
		s.current, s.environment = maps.Clone(base.current), maps.Clone(base.environment)
	}
	maps.Copy(s.current, s.environment)
	if stage.Name != "" {
		s.stages[strings.ToLower(stage.Name)] = *s
	}
	return result
}

// expand replaces the variables of an instruction with BuildKit's own methods, and sets those that it sets.
func (s *scope) expand(command any) error {
	if !s.request.Expand {
		return nil
	}
	here := s.current
	if here == nil {
		here = s.global
	}
	word := func(text string) (string, error) {
		expanded, _, err := s.lexer.ProcessWord(text, here)
		return expanded, err
	}
	if arg, ok := command.(*instructions.ArgCommand); ok {
		return s.declare(arg, here)
	}
	if each, ok := command.(instructions.SupportsSingleWordExpansion); ok {
		if err := each.Expand(word); err != nil {
			return err
		}
	}
	if each, ok := command.(instructions.SupportsSingleWordExpansionRaw); ok {
		err := each.ExpandRaw(func(text string) (string, error) {
			lexer := shell.NewLex('\\')
			lexer.SkipProcessQuotes = true
			expanded, _, err := lexer.ProcessWord(text, here)
			return expanded, err
		})
		if err != nil {
			return err
		}
	}
	switch c := command.(type) {
	case *instructions.EnvCommand:
		for _, pair := range c.Env {
			here[pair.Key], s.environment[pair.Key] = pair.Value, pair.Value
		}
	case *instructions.ExposeCommand:
		var ports []string
		for _, port := range c.Ports {
			words, err := s.lexer.ProcessWords(port, here)
			if err != nil {
				return err
			}
			ports = append(ports, words...)
		}
		c.Ports = ports
	}
	return nil
}

// declare follows an ARG: what the build says beats the default, and in a stage the default beats the global argument.
func (s *scope) declare(command *instructions.ArgCommand, here variables) error {
	for i, arg := range command.Args {
		given, isGiven := s.request.Args[arg.Key]
		inherited, isInherited := s.global[arg.Key]
		switch {
		case isGiven:
			arg.Value = &given
		case arg.Value != nil:
			expanded, _, err := s.lexer.ProcessWord(*arg.Value, here)
			if err != nil {
				return err
			}
			arg.Value = &expanded
		case s.current != nil && isInherited:
			arg.Value = &inherited
		}
		if arg.Value != nil {
			here[arg.Key] = *arg.Value
		}
		command.Args[i] = arg
	}
	return nil
}
