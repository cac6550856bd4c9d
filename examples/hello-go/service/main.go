// hello answers "hello" on port 8080; `hello -check` asks it and exits with 0 when it answers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

const address = ":8080"

// revision is set when the program is linked.
var revision = "unknown"

func main() {
	check := flag.Bool("check", false, "ask the running service whether it is well")
	flag.Parse()
	if *check {
		if err := ask(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(response, "hello from", revision)
	})
	server := &http.Server{Addr: address, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

func ask() error {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://localhost" + address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}
