package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/pkg/errors"
)

// Request is a Dockerfile and how it would be built.
type Request struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	// Args are the build arguments.
	Args map[string]string `json:"args,omitempty"`
	// Target is the stage to build; when empty, the last one is built and all are looked at.
	Target string `json:"target,omitempty"`
	// Expand asks for instructions as they are after the replacement of variables.
	Expand bool `json:"expand,omitempty"`
	// Files are the files of the build context: with them, an answer says which of them each source of a COPY or ADD means.
	Files []string `json:"files,omitempty"`
	// Shape is a language (dockerfile, ignore, shell, yaml): then the answer is how the text is built, and of a Dockerfile also why it would not be built.
	Shape string `json:"shape,omitempty"`
}

// Answer is what BuildKit makes of it.
type Answer struct {
	ID         string      `json:"id"`
	Error      *Problem    `json:"error,omitempty"`
	Directives []Directive `json:"directives,omitempty"`
	// Globals are the ARG instructions before the first FROM.
	Globals []Instruction `json:"globals,omitempty"`
	Stages  []Stage       `json:"stages,omitempty"`
	// Steps are what the target does at build time, each with the line of its instruction.
	Steps []Step `json:"steps,omitempty"`
	// Config is that of the target's image.
	Config *dockerspec.DockerOCIImageConfig `json:"config,omitempty"`
	// Images are the references that would be pulled.
	Images   []string  `json:"images,omitempty"`
	Warnings []Warning `json:"warnings,omitempty"`
	// Shape is how a text is built, line by line; only of a request for it.
	Shape []string `json:"shape,omitempty"`
}

// Problem is why BuildKit would not build it.
type Problem struct {
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
}

// Directive is a line such as `# syntax=…` that the parser itself reads.
type Directive struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Line  int    `json:"line"`
}

// Warning is a finding of the linter.
type Warning struct {
	Rule   string `json:"rule"`
	Detail string `json:"detail"`
	Line   int    `json:"line,omitempty"`
}

var platform = ocispecs.Platform{OS: "linux", Architecture: "amd64"}

func judge(request Request) (answer Answer) {
	answer.ID = request.ID
	defer func() {
		if cause := recover(); cause != nil {
			answer.Error = &Problem{Message: fmt.Sprintf("panic: %v", cause)}
		}
	}()
	if request.Shape != "" {
		return judgeShape(request)
	}
	text := []byte(request.Text)
	directives := parser.DirectiveParser{}
	found, _ := directives.ParseAll(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	for _, each := range found {
		answer.Directives = append(answer.Directives, Directive{each.Name, each.Value, each.Location[0].Start.Line})
	}
	if parsed, err := parser.Parse(bytes.NewReader(text)); err == nil {
		readInstructions(parsed, request, &answer)
	}
	if err := convert(text, request, &answer); err != nil {
		answer.Error = &Problem{Message: err.Error(), Line: lineOf(err)}
	}
	return answer
}

func judgeShape(request Request) (answer Answer) {
	answer.ID = request.ID
	shape, err := shapeOf(request.Shape, request.Text)
	answer.Shape = shape
	if err == nil && request.Shape == "dockerfile" {
		err = convert([]byte(request.Text), request, &Answer{})
	}
	if err != nil {
		answer.Error = &Problem{Message: err.Error(), Line: lineOf(err)}
	}
	return answer
}

// convert runs the real converter. It errs exactly where a build would before it starts.
func convert(text []byte, request Request, answer *Answer) error {
	ctx := context.Background()
	caps := pb.Caps.CapSet(pb.Caps.All())
	images := &imagesOfNothing{}
	result, err := dockerfile2llb.Dockerfile2LLB(ctx, text, dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{
			BuildArgs:      request.Args,
			Target:         request.Target,
			BuildPlatforms: []ocispecs.Platform{platform},
		},
		SourceMap:      llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", text),
		TargetPlatform: &platform,
		MetaResolver:   images,
		LLBCaps:        &caps,
		AllStages:      request.Target == "",
		Warn: func(rule, _, _, detail string, location []parser.Range) {
			warning := Warning{Rule: rule, Detail: detail}
			if len(location) > 0 {
				warning.Line = location[0].Start.Line
			}
			answer.Warnings = append(answer.Warnings, warning)
		},
	})
	slices.Sort(images.names)
	answer.Images = slices.Compact(images.names)
	if err != nil {
		return err
	}
	answer.Config = &result.Image.Config
	definition, err := result.State.Marshal(ctx, llb.Platform(platform))
	if err != nil {
		return err
	}
	answer.Steps, err = stepsOf(definition)
	return err
}

func lineOf(err error) int {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return located.Locations[0][0].Start.Line
	}
	return 0
}

// imagesOfNothing stands for all registries: every image is there, and nothing is in it. BuildKit asks for several at a time.
type imagesOfNothing struct {
	sync.Mutex
	names []string
}

func (images *imagesOfNothing) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	images.Lock()
	images.names = append(images.names, ref)
	images.Unlock()
	config, err := json.Marshal(dockerspec.DockerOCIImage{Image: ocispecs.Image{Platform: platform}})
	return ref, "", config, err
}
