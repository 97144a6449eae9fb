package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// handlerTimeout is a little less than the mesh waits.
const handlerTimeout = 9 * time.Second

// answer of a handler. Its body becomes JSON; nil is an empty answer.
type answer struct {
	status int
	body   any
	header http.Header
}

type route struct {
	// As http.ServeMux takes it; its path is also the label of its metrics.
	pattern string
	// Of calls that nobody wants to read about: the kubelet's.
	quiet  bool
	handle func(*http.Request) (answer, error)
}

// label keeps what a caller makes up out of the metrics.
func (r route) label() string {
	if r.pattern == "" {
		return "none"
	}
	return r.pattern[strings.Index(r.pattern, "/"):]
}

// panicError is what a handler's panic becomes.
type panicError struct {
	value any
	stack []byte
}

func (e panicError) Error() string { return fmt.Sprint(e.value) }

type api struct {
	mux     *http.ServeMux
	log     *slog.Logger
	metrics *metrics
	errors  *errorReporter
	timeout time.Duration
}

func newAPI(routes []route, log *slog.Logger, m *metrics, reporter *errorReporter, timeout time.Duration) *api {
	a := &api{http.NewServeMux(), log, m, reporter, timeout}
	for _, found := range routes {
		a.mux.HandleFunc(found.pattern, func(w http.ResponseWriter, r *http.Request) {
			a.serve(w, r, found)
		})
	}
	return a
}

func newAPIServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      15 * time.Second,
		// Longer than the mesh's proxy keeps an idle connection (an hour): whoever
		// closes first must not be the one that a request is under way to.
		IdleTimeout:    65 * time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(withRequestIDs(r.Context(), r.Header))
	if handler, pattern := a.mux.Handler(r); pattern == "" {
		a.serve(w, r, route{handle: func(r *http.Request) (answer, error) {
			return refusal(handler, r)
		}})
		return
	}
	a.mux.ServeHTTP(w, r)
}

func (a *api) serve(w http.ResponseWriter, r *http.Request, found route) {
	start := time.Now()
	result, err := a.run(r, found)
	if err != nil {
		result = a.answerOf(r.Context(), err, found.label(), result.header)
	}
	a.write(w, r, result)

	status := statusOf(result)
	seconds := time.Since(start).Seconds()
	a.metrics.requests.WithLabelValues(methodLabel(r.Method), found.label(), strconv.Itoa(status)).Observe(seconds)
	level := slog.LevelInfo
	if found.quiet {
		level = slog.LevelDebug
	}
	// Without the query, which may hold what is nobody's business.
	a.log.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path,
		"status", status, "durationMs", int(seconds*1000))
}

// run gives a handler its time, and keeps its panic from ending the process.
func (a *api) run(r *http.Request, found route) (answer, error) {
	ctx, cancel := context.WithTimeout(r.Context(), a.timeout)
	defer cancel()
	type outcome struct {
		answer answer
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if value := recover(); value != nil {
				done <- outcome{err: panicError{value, debug.Stack()}}
			}
		}()
		given, err := found.handle(r.WithContext(ctx))
		done <- outcome{given, err}
	}()
	select {
	case result := <-done:
		return result.answer, result.err
	case <-ctx.Done():
		return answer{}, httpError{http.StatusServiceUnavailable, "It took too long. Try again later."}
	}
}

// refusal asks the mux why it has no route: there is none, or not for the method.
func refusal(handler http.Handler, r *http.Request) (answer, error) {
	recorder := headerRecorder{header: make(http.Header)}
	handler.ServeHTTP(&recorder, r)
	if recorder.status == http.StatusMethodNotAllowed {
		allow := http.Header{"Allow": recorder.header["Allow"]}
		return answer{header: allow}, httpError{recorder.status, r.Method + " is not allowed here."}
	}
	return answer{}, httpError{http.StatusNotFound, "There is nothing at this path."}
}

type headerRecorder struct {
	header http.Header
	status int
}

func (h *headerRecorder) Header() http.Header            { return h.header }
func (h *headerRecorder) WriteHeader(status int)         { h.status = status }
func (h *headerRecorder) Write(data []byte) (int, error) { return len(data), nil }

func (a *api) answerOf(ctx context.Context, err error, label string, header http.Header) answer {
	var forCaller httpError
	if !errors.As(err, &forCaller) {
		forCaller = httpError{http.StatusInternalServerError, "Something went wrong here."}
		attributes := []any{"error", err.Error()}
		if panicked, ok := err.(panicError); ok {
			attributes = append(attributes, "stack", string(panicked.stack))
		}
		a.log.ErrorContext(ctx, "request failed", attributes...)
		a.errors.report(ctx, err, label)
	}
	if header == nil {
		header = make(http.Header)
	}
	if forCaller.status == http.StatusRequestEntityTooLarge {
		// What is left of the body is not read.
		header.Set("Connection", "close")
	}
	return answer{
		status: forCaller.status,
		header: header,
		body: map[string]any{"error": map[string]any{
			"status":    forCaller.status,
			"message":   forCaller.message,
			"requestId": requestIDsOf(ctx).requestID,
		}},
	}
}

func (a *api) write(w http.ResponseWriter, r *http.Request, result answer) {
	var body []byte
	if result.body != nil {
		var err error
		if body, err = json.Marshal(result.body); err != nil {
			a.log.ErrorContext(r.Context(), "answer is no JSON", "error", err.Error())
			http.Error(w, "", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.Header().Set(requestIDHeader, requestIDsOf(r.Context()).requestID)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	for name, values := range result.header {
		w.Header()[name] = values
	}
	w.WriteHeader(statusOf(result))
	if _, err := w.Write(body); err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
		a.log.DebugContext(r.Context(), "answer was not taken", "error", err.Error())
	}
}

func statusOf(result answer) int {
	if result.status == 0 {
		return http.StatusOK
	}
	return result.status
}
