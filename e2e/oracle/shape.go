package main

import (
	"bytes"
	"fmt"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// shapeOf says how a text is built, a line for each of its parts, and leaves out what its literal parts say: two texts of one shape differ in data
// alone. Lines of a text that its own parser refuses say so.
func shapeOf(language, text string) (lines []string, err error) {
	switch language {
	case "dockerfile":
		return shapeOfDockerfile(text)
	case "ignore":
		return shapeOfIgnoreFile(text)
	case "shell":
		return shapeOfScript(text), nil
	case "yaml":
		return shapeOfYaml(text), nil
	}
	return nil, fmt.Errorf("there is no language %q", language)
}

func shapeOfDockerfile(text string) ([]string, error) {
	var lines []string
	directives := parser.DirectiveParser{}
	found, err := directives.ParseAll([]byte(text))
	if err != nil {
		return nil, err
	}
	for _, each := range found {
		lines = append(lines, "# "+each.Name+"=")
	}
	parsed, err := parser.Parse(bytes.NewReader([]byte(text)))
	if err != nil {
		return nil, err
	}
	for _, node := range parsed.AST.Children {
		lines = append(lines, shapeOfInstruction(node, parsed.EscapeToken)...)
	}
	return lines, nil
}
