// hello succeeds when its image says "ok".
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	answer, err := os.ReadFile("/answer")
	fmt.Printf("%s: %s", runtime.GOARCH, answer)
	if err != nil || string(answer) != "ok\n" {
		os.Exit(1)
	}
}
