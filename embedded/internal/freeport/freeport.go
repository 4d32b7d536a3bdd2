// Package freeport finds TCP ports of 127.0.0.1 on which nobody listens.
package freeport

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strconv"
)

// Ports are drawn below the range from which Linux (32768 and up) and macOS
// (49152 and up) number outgoing connections, so that no stranger's connection
// takes a remembered port while the server that owns it is down.
const (
	lowest  = 20000
	highest = 32000
	tries   = 200
)

// errExhausted says that chance found no free port; on a healthy machine it
// does not happen.
var errExhausted = errors.New("no free TCP port on 127.0.0.1")

// Free reports whether nobody listens on the port at this moment.
func Free(port int) bool {
	if port <= 0 {
		return false
	}
	l, err := listen(port)
	if err != nil {
		return false
	}
	return l.Close() == nil
}

// Pick returns n different free ports, none of which is in avoid. Nothing
// reserves them: whoever binds one must be ready to find it taken and pick again.
func Pick(n int, avoid ...int) ([]int, error) {
	ports := make([]int, 0, n)
	for range tries {
		if len(ports) == n {
			return ports, nil
		}
		port := lowest + rand.IntN(highest-lowest) //nolint:gosec // a port is no secret
		if !slices.Contains(ports, port) && !slices.Contains(avoid, port) && Free(port) {
			ports = append(ports, port)
		}
	}
	return nil, fmt.Errorf("pick %d ports: %w", n, errExhausted)
}

func listen(port int) (net.Listener, error) {
	return net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}
