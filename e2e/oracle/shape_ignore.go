package main

import (
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// shapeOfIgnoreFile is a line for each pattern of a .dockerignore, as BuildKit reads it: whether it leaves out or takes in again.
func shapeOfIgnoreFile(text string) ([]string, error) {
	patterns, err := ignorefile.ReadAll(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(patterns))
	for i, pattern := range patterns {
		lines[i] = "·"
		if strings.HasPrefix(pattern, "!") {
			lines[i] = "!·"
		}
	}
	_, err = patternmatcher.New(patterns)
	return lines, err
}
