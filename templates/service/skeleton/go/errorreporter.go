package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"
)

const (
	// Reports that are under way at once; further ones are dropped.
	maxPendingReports = 10
	reportDeadline    = 2 * time.Second
	maxReportText     = 4000
	// Below the address that ERROR_REPORTING_URL names.
	reportPath = "errors"
)

// errorReporter tells the platform about errors that nobody expected. A platform
// that is slow or down costs a request nothing.
type errorReporter struct {
	url         *url.URL
	service     string
	environment string
	client      *http.Client
	slots       chan struct{}
	pending     sync.WaitGroup
	onOutcome   func(outcome string)
}

func newErrorReporter(config settings, onOutcome func(outcome string)) *errorReporter {
	return &errorReporter{
		url:         config.errorReportingURL,
		service:     config.name,
		environment: config.environment,
		client: &http.Client{
			Timeout: reportDeadline,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
		slots:     make(chan struct{}, maxPendingReports),
		onOutcome: onOutcome,
	}
}

type errorReport struct {
	Time        string `json:"time"`
	Service     string `json:"service"`
	Environment string `json:"environment"`
	Type        string `json:"type"`
	Message     string `json:"message"`
	Stack       string `json:"stack,omitempty"`
	Route       string `json:"route,omitempty"`
	RequestID   string `json:"requestId,omitempty"`
	TraceID     string `json:"traceId,omitempty"`
}

// report returns at once. It takes from ctx only what the report says.
func (r *errorReporter) report(ctx context.Context, err error, route string) {
	if r.url == nil {
		return
	}
	select {
	case r.slots <- struct{}{}:
	default:
		r.onOutcome("dropped")
		return
	}
	report := errorReport{
		Time:        time.Now().UTC().Format(time.RFC3339Nano),
		Service:     r.service,
		Environment: r.environment,
		Type:        fmt.Sprintf("%T", err),
		Message:     withoutSecrets(err.Error()),
		Route:       route,
	}
	if panicked, ok := err.(panicError); ok {
		report.Stack = withoutSecrets(string(panicked.stack))
	}
	if ids := requestIDsOf(ctx); ids != nil {
		report.RequestID, report.TraceID = ids.requestID, ids.traceID
	}
	r.pending.Go(func() {
		defer func() { <-r.slots }()
		r.onOutcome(r.send(report))
	})
}

// flush waits for reports that are under way.
func (r *errorReporter) flush() { r.pending.Wait() }

func (r *errorReporter) send(report errorReport) string {
	body, err := json.Marshal(report)
	if err != nil {
		return "failed"
	}
	response, err := r.client.Post(r.url.JoinPath(reportPath).String(), "application/json", bytes.NewReader(body))
	if err != nil {
		return "failed"
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return "failed"
	}
	return "sent"
}

var secretPatterns = []struct {
	pattern     *regexp.Regexp
	replacement string
}{
	{regexp.MustCompile(`(?i)([a-z][\w+.-]*://)[^\s/@]*@`), "${1}***@"},
	{regexp.MustCompile(`(?i)\b(bearer|basic)\s+[\w.~+/=-]+`), "${1} ***"},
	{
		regexp.MustCompile(`(?i)\b([\w-]*(?:password|passwd|secret|token|api[-_]?key))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)`),
		"${1}${2}***",
	},
}

// withoutSecrets: messages of drivers like to repeat the address that they could
// not reach.
func withoutSecrets(text string) string {
	if len(text) > maxReportText {
		text = text[:maxReportText]
	}
	for _, secret := range secretPatterns {
		text = secret.pattern.ReplaceAllString(text, secret.replacement)
	}
	return text
}
