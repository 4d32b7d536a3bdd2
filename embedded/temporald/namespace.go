package temporald

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	readyPoll = 50 * time.Millisecond
	callLimit = 5 * time.Second
	// probeID is a workflow that never exists. Being told so takes the frontend, the
	// namespace, a history shard and the database.
	probeID = "guibei-readiness-probe"
)

// awaitNamespace registers the namespace if it is missing and returns when the
// server answers for it.
func (s *Server) awaitNamespace(ctx context.Context, o Options) error {
	c, err := client.NewLazyClient(client.Options{
		HostPort: s.address, Namespace: o.Namespace, Identity: "guibei-up", Logger: silent{},
	})
	if err != nil {
		return fmt.Errorf("make a client: %w", err)
	}
	defer c.Close()
	for {
		err := ready(ctx, c, o)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-s.done:
			return errors.Join(s.Err(), err)
		case <-time.After(readyPoll):
		}
	}
}

// ready is one look.
func ready(ctx context.Context, c client.Client, o Options) error {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	_, err := c.DescribeWorkflowExecution(ctx, probeID, "")
	var noWorkflow *serviceerror.NotFound
	var noNamespace *serviceerror.NamespaceNotFound
	switch {
	case errors.As(err, &noNamespace):
		return errors.Join(err, register(ctx, c, o))
	case errors.As(err, &noWorkflow):
		return nil
	}
	return err
}

// register makes the namespace; another may have been faster.
func register(ctx context.Context, c client.Client, o Options) error {
	_, err := c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        o.Namespace,
		Description:                      "规备",
		WorkflowExecutionRetentionPeriod: durationpb.New(o.Retention),
	})
	if _, exists := errors.AsType[*serviceerror.NamespaceAlreadyExists](err); exists {
		return nil
	}
	return err
}

// silent is a logger for the probing client, whose failures are expected.
type silent struct{}

// Debug does nothing.
func (silent) Debug(string, ...any) {}

// Info does nothing.
func (silent) Info(string, ...any) {}

// Warn does nothing.
func (silent) Warn(string, ...any) {}

// Error does nothing.
func (silent) Error(string, ...any) {}
