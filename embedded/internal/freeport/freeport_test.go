package freeport_test

import (
	"net"
	"strconv"
	"testing"

	"guibei/embedded/internal/freeport"
)

func TestPickGivesDifferentFreePorts(t *testing.T) {
	t.Parallel()
	ports, err := freeport.Pick(4)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range ports {
		if seen[p] {
			t.Errorf("port %d was given twice", p)
		}
		seen[p] = true
	}
}

func TestFreeSeesAListener(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, text, _ := net.SplitHostPort(l.Addr().String())
	port, _ := strconv.Atoi(text)
	if freeport.Free(port) {
		t.Errorf("port %d has a listener and was called free", port)
	}
	if freeport.Free(0) {
		t.Error("port 0 was called free")
	}
}
