package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// shapeOfYaml is a line for each node of all documents: its depth, what it is, how many are in it, and its type. Texts, and which keys there are, are
// left out: they are compared as values.
func shapeOfYaml(text string) (lines []string) {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return lines
		} else if err != nil {
			return append(lines, "not YAML: "+err.Error())
		}
		lines = append(lines, "---")
		for _, node := range document.Content {
			lines = append(lines, shapeOfYamlNode(node, 0)...)
		}
	}
}

func shapeOfYamlNode(node *yaml.Node, depth int) []string {
	line := strings.Repeat("  ", depth)
	switch node.Kind {
	case yaml.MappingNode:
		line += fmt.Sprintf("map of %d", len(node.Content)/2)
	case yaml.SequenceNode:
		line += fmt.Sprintf("list of %d", len(node.Content))
	case yaml.AliasNode:
		line += "alias"
	default:
		line += node.Tag
	}
	if node.Anchor != "" {
		line += " with an anchor"
	}
	if node.Style&yaml.TaggedStyle != 0 {
		line += " with a tag"
	}
	lines := []string{line}
	for _, below := range node.Content {
		lines = append(lines, shapeOfYamlNode(below, depth+1)...)
	}
	return lines
}
