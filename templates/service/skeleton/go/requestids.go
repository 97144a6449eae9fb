package main

import (
	"context"
	"crypto/rand"
	"net/http"
	"regexp"
)

const requestIDHeader = "X-Request-Id"

// traceHeaders carry a trace from one service to the next. The mesh writes them,
// but only the program knows which call belongs to which request.
var traceHeaders = []string{
	"Traceparent",
	"Tracestate",
	"B3",
	"X-B3-Traceid",
	"X-B3-Spanid",
	"X-B3-Parentspanid",
	"X-B3-Sampled",
	"X-B3-Flags",
	"X-Ot-Span-Context",
}

// It goes into logs and headers, so a request's own id is not taken as it comes.
var requestIDPattern = regexp.MustCompile(`^[\w.-]{1,128}$`)

var traceparentPattern = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-`)

// requestIDs are what tells one request from others.
type requestIDs struct {
	requestID string
	traceID   string
	// For calls of other services.
	headers http.Header
}

type requestIDsKey struct{}

// requestIDsOf is nil outside of a request.
func requestIDsOf(ctx context.Context) *requestIDs {
	ids, _ := ctx.Value(requestIDsKey{}).(*requestIDs)
	return ids
}

// withRequestIDs keeps the ids that came with a request, and makes one if there
// is none.
func withRequestIDs(ctx context.Context, incoming http.Header) context.Context {
	id := incoming.Get(requestIDHeader)
	if !requestIDPattern.MatchString(id) {
		id = rand.Text()
	}
	headers := http.Header{requestIDHeader: {id}}
	for _, name := range traceHeaders {
		if value := incoming.Get(name); value != "" {
			headers.Set(name, value)
		}
	}
	traceID := headers.Get("X-B3-Traceid")
	if match := traceparentPattern.FindStringSubmatch(headers.Get("Traceparent")); match != nil {
		traceID = match[1]
	}
	return context.WithValue(ctx, requestIDsKey{}, &requestIDs{id, traceID, headers})
}
