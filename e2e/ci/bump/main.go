// A program that takes some seconds of processor time to compile, with the packages that it needs.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// revision is set when the program is linked.
var revision = "unknown"

func main() {
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"revision": revision}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
