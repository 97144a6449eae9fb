package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

type outcomes struct {
	mutex sync.Mutex
	list  []string
}

func (o *outcomes) add(outcome string) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.list = append(o.list, outcome)
}

func (o *outcomes) count(outcome string) int {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return len(slices.DeleteFunc(slices.Clone(o.list), func(other string) bool { return other != outcome }))
}

func reporterFor(t *testing.T, platform http.HandlerFunc) (*errorReporter, *outcomes) {
	t.Helper()
	server := httptest.NewServer(platform)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL + "/base")
	if err != nil {
		t.Fatal(err)
	}
	seen := &outcomes{}
	return newErrorReporter(settings{name: "tried", errorReportingURL: address}, seen.add), seen
}

func TestReportsWithoutSecrets(t *testing.T) {
	bodies := make(chan string, 1)
	reporter, seen := reporterFor(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- r.URL.Path + " " + string(body)
	})
	reporter.report(context.Background(), errors.New("redis://:hunter2@cache/ is down"), "/orders/{id}")
	reporter.flush()
	got := <-bodies
	for _, want := range []string{"/base/errors ", `"service":"tried"`, `redis://***@cache/ is down`, `"route":"/orders/{id}"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	if strings.Contains(got, "hunter2") || seen.count("sent") != 1 {
		t.Errorf("got %s, %v", got, seen.list)
	}
}

func TestWaitsForNobodyAndDropsWhatIsTooMuch(t *testing.T) {
	end := make(chan struct{})
	reporter, seen := reporterFor(t, func(http.ResponseWriter, *http.Request) { <-end })
	start := time.Now()
	for range maxPendingReports + 3 {
		reporter.report(context.Background(), errors.New("again"), "")
	}
	if spent := time.Since(start); spent > 500*time.Millisecond {
		t.Errorf("it took %v", spent)
	}
	if got := seen.count("dropped"); got != 3 {
		t.Errorf("dropped %d", got)
	}
	reporter.flush()
	close(end)
	if got := seen.count("failed"); got != maxPendingReports {
		t.Errorf("failed %d", got)
	}
}

func TestFollowsNoRedirect(t *testing.T) {
	reporter, seen := reporterFor(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:9/", http.StatusTemporaryRedirect)
	})
	reporter.report(context.Background(), errors.New("moved"), "")
	reporter.flush()
	if seen.count("failed") != 1 {
		t.Errorf("got %v", seen.list)
	}
}

func TestSaysNothingWhereThereIsNoPlatform(t *testing.T) {
	seen := &outcomes{}
	reporter := newErrorReporter(settings{}, seen.add)
	reporter.report(context.Background(), errors.New("unheard"), "")
	reporter.flush()
	if len(seen.list) != 0 {
		t.Errorf("got %v", seen.list)
	}
}

func TestLeavesOutWhatLooksLikeASecret(t *testing.T) {
	for text, want := range map[string]string{
		"amqp://u:p@queue:5672/":          "amqp://***@queue:5672/",
		"Authorization: Bearer abc.def":   "Authorization: Bearer ***",
		`{"db_password": "x y"}`:          `{"db_password": ***}`,
		"api-key=abc&page=2":              "api-key=***&page=2",
		"no secret here":                  "no secret here",
		strings.Repeat("x", 5000) + "end": strings.Repeat("x", maxReportText),
	} {
		if got := withoutSecrets(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
