package main

import (
	"bytes"
	"log"
	"os"
)

func init() { log.SetOutput(levelWriter{}) }

// levelWriter drops the lines of a level above --verbose: "2026/11/29 10:00:00 [v1] magicsock: …", or a notice that such lines are too many.
type levelWriter struct{}

func (levelWriter) Write(line []byte) (int, error) {
	for level, mark := range []string{"[v1] ", "[v2] "} {
		if at := bytes.Index(line, []byte(mark)); at >= 0 && at < 80 && args.verbose <= level {
			return len(line), nil
		}
	}
	return os.Stderr.Write(line)
}
