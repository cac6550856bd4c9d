// Command oracle says what BuildKit makes of Dockerfiles: it parses, converts and checks them with BuildKit's own code.
//
// It reads a JSON object a line (Request) and writes one a line (Answer), in the same order, until its input ends.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	// Most of what is made lives as long as one document: collecting it four times less often is a quarter of the time.
	debug.SetGCPercent(400)
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

// run judges on all processors. A request waits for those before it only when it is written.
func run(in io.Reader, out io.Writer) error {
	pending := make(chan chan []byte, 64)
	failed := make(chan error, 1)
	go func() {
		defer close(pending)
		free := make(chan struct{}, runtime.GOMAXPROCS(0))
		reader := bufio.NewReaderSize(in, 1<<20)
		for {
			line, err := reader.ReadBytes('\n')
			if len(bytes.TrimSpace(line)) > 0 {
				answer := make(chan []byte, 1)
				pending <- answer
				free <- struct{}{}
				go func() {
					answer <- answerTo(line)
					<-free
				}()
			}
			if err != nil {
				if err != io.EOF {
					failed <- err
				}
				return
			}
		}
	}()
	writer := bufio.NewWriterSize(out, 1<<20)
	for answer := range pending {
		if _, err := writer.Write(<-answer); err != nil {
			return err
		}
		// Whoever asks one question at a time waits for the answer.
		if len(pending) == 0 {
			if err := writer.Flush(); err != nil {
				return err
			}
		}
	}
	select {
	case err := <-failed:
		return err
	default:
		return writer.Flush()
	}
}

func answerTo(line []byte) []byte {
	var request Request
	answer := Answer{}
	if err := json.Unmarshal(line, &request); err != nil {
		answer.Error = &Problem{Message: "not a request: " + err.Error()}
	} else {
		answer = judge(request)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return fmt.Appendf(nil, "{\"id\":%q,\"error\":{\"message\":%q}}\n", request.ID, err)
	}
	return text.Bytes()
}
