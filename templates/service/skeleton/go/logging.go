package main

import (
	"context"
	"io"
	"log/slog"
	"strings"
)

// newLogger writes a line of JSON an event. The message is always the same for
// the same event; what differs is in the fields, so that events can be counted.
func newLogger(out io.Writer, config settings) *slog.Logger {
	handler := slog.NewJSONHandler(out, &slog.HandlerOptions{
		Level: config.logLevel,
		ReplaceAttr: func(groups []string, attr slog.Attr) slog.Attr {
			if len(groups) > 0 {
				return attr
			}
			switch attr.Key {
			case slog.MessageKey:
				attr.Key = "message"
			case slog.LevelKey:
				return slog.String(attr.Key, strings.ToLower(attr.Value.String()))
			}
			return attr
		},
	})
	return slog.New(contextHandler{handler}).With(
		"service", config.name, "environment", config.environment)
}

// contextHandler adds the ids of the request that is worked on.
type contextHandler struct{ slog.Handler }

func (h contextHandler) Handle(ctx context.Context, record slog.Record) error {
	if ids := requestIDsOf(ctx); ids != nil {
		record.AddAttrs(slog.String("requestId", ids.requestID))
		if ids.traceID != "" {
			record.AddAttrs(slog.String("traceId", ids.traceID))
		}
	}
	return h.Handler.Handle(ctx, record)
}

func (h contextHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return contextHandler{h.Handler.WithAttrs(attrs)}
}

func (h contextHandler) WithGroup(name string) slog.Handler {
	return contextHandler{h.Handler.WithGroup(name)}
}
