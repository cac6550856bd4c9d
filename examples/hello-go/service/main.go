// hello answers "hello" on port 8080 until it is asked to end; `hello -check` asks it and exits with 0 when it answers.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
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
	asked, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	go func() {
		<-asked.Done()
		server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
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
