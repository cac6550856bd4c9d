// Command app is the program of every trap. It says that it has started and ends, unless TRAP tells it to do something else.
package main

import (
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	if filepath.Base(os.Args[0]) == "tini" {
		reap(os.Args[2:])
	}
	does, value, _ := strings.Cut(os.Getenv("TRAP"), "=")
	var err error
	switch {
	case filepath.Base(os.Args[0]) == "helper":
	case len(os.Args) > 1 && os.Args[1] == "check":
	case filepath.Base(os.Args[0]) == "setcap":
		err = setcap(os.Args[1], os.Args[2])
	case does == "serve":
		err = serve()
	case does == "zombies":
		err = zombies()
	case does == "certificates":
		err = trust(value)
	case does == "zone":
		_, err = time.LoadLocation("Europe/Berlin")
	case does == "user":
		_, err = user.Current()
	case does == "home":
		_, err = os.Stat(os.Getenv("HOME"))
	case does == "arguments":
		err = fmt.Errorf("given %q", os.Args[1:])
	case does == "capable":
		_, err = syscall.Getxattr(os.Args[0], "security.capability", make([]byte, 64))
	case does == "write":
		err = os.WriteFile(filepath.Join(value, "written"), nil, 0o600)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("started")
}

// setcap gives a file CAP_NET_BIND_SERVICE, with or without the effective bit.
// https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/capability.h (vfs_cap_data)
func setcap(text, path string) error {
	const revision, effective, netBindService = 0x02000000, 1, 1 << 10
	data := binary.LittleEndian.AppendUint32(nil, revision)
	if strings.HasSuffix(text, "ep") {
		data[0] |= effective
	}
	data = binary.LittleEndian.AppendUint32(data, netBindService)
	return syscall.Setxattr(path, "security.capability", append(data, make([]byte, 12)...), 0)
}

func serve() error {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGTERM)
	<-asked
	return nil
}

// zombies counts the processes that nobody has waited for.
func zombies() error {
	time.Sleep(time.Second)
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	count := 0
	for _, file := range files {
		text, _ := os.ReadFile(file)
		if _, rest, found := strings.Cut(string(text), ") "); found && strings.HasPrefix(rest, "Z") {
			count++
		}
	}
	return fmt.Errorf("%d zombies", count)
}

// trust asks whether a certificate that is its own root is trusted, as a TLS client does.
func trust(encoded string) error {
	block, _ := pem.Decode([]byte(encoded))
	root, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	_, err = root.Verify(x509.VerifyOptions{KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
	return err
}

// reap is what an init does: it starts a program, and waits for everything until that has ended.
func reap(words []string) {
	command := exec.Command(words[0], words[1:]...)
	command.Stdout = os.Stdout
	if err := command.Start(); err != nil {
		panic(err)
	}
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		if pid == command.Process.Pid || err != nil {
			os.Exit(status.ExitStatus())
		}
	}
}
