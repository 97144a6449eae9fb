package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// logLines keeps what a service logs.
type logLines struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logLines) Write(data []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(data)
}

func (l *logLines) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

type testService struct {
	*service
	url   string
	lines *logLines
}

func startTestService(t *testing.T, routes []route, change func(*settings)) testService {
	t.Helper()
	config, err := readSettings(environment(map[string]string{
		"PORT": "0", "METRICS_PORT": "0", "LOG_LEVEL": "debug",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&config)
	}
	lines := &logLines{}
	s, err := startService(config, routes, newLogger(lines, config), 300*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.api.Close()
		s.prometheus.Close()
	})
	return testService{s, fmt.Sprintf("http://127.0.0.1:%d", s.port), lines}
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

type reply struct {
	status int
	header http.Header
	body   string
}

func call(t *testing.T, method, url, body string, header http.Header) reply {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(text)}
}

var asJSON = http.Header{"Content-Type": {"application/json"}}

func TestIsAliveAndReady(t *testing.T) {
	s := startTestService(t, nil, nil)
	for _, path := range []string{defaultLivenessPath, defaultStartupPath, defaultReadinessPath} {
		if got := call(t, "GET", s.url+path, "", nil).status; got != 200 {
			t.Errorf("%s answers %d", path, got)
		}
	}
}

func TestGreets(t *testing.T) {
	s := startTestService(t, routes, nil)
	got := call(t, "POST", s.url+"/greetings", `{"name": " Ada "}`, asJSON)
	if got.status != 201 || got.body != `{"greeting":"Hello, Ada!"}` {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

func TestAnswersMistakesOfCallersInJSON(t *testing.T) {
	s := startTestService(t, routes, nil)
	text := http.Header{"Content-Type": {"text/plain"}}
	for _, c := range []struct {
		method, path, body string
		header             http.Header
		status             int
	}{
		{"GET", "/nowhere", "", nil, 404},
		{"GET", "/greetings", "", nil, 405},
		{"POST", "/greetings", `{"name": 7}`, asJSON, 400},
		{"POST", "/greetings", `{}`, asJSON, 400},
		{"POST", "/greetings", `{`, asJSON, 400},
		{"POST", "/greetings", `name=Ada`, text, 415},
		{"POST", "/greetings", `"` + strings.Repeat("x", maxBodyBytes) + `"`, asJSON, 413},
	} {
		got := call(t, c.method, s.url+c.path, c.body, c.header)
		var body struct {
			Error struct {
				Status    int
				RequestID string
			}
		}
		if err := json.Unmarshal([]byte(got.body), &body); err != nil {
			t.Fatalf("%s %s answers %q: %v", c.method, c.path, got.body, err)
		}
		if got.status != c.status || body.Error.Status != c.status {
			t.Errorf("%s %s answers %d, want %d", c.method, c.path, got.status, c.status)
		}
		if body.Error.RequestID != got.header.Get(requestIDHeader) {
			t.Errorf("%s %s: the ids differ", c.method, c.path)
		}
	}
	if got := call(t, "GET", s.url+"/greetings", "", nil).header.Get("Allow"); got != "POST" {
		t.Errorf("Allow is %q", got)
	}
}

func TestKeepsTheReasonOfAnErrorToItself(t *testing.T) {
	for name, handle := range map[string]func(*http.Request) (answer, error){
		"error": func(*http.Request) (answer, error) { return answer{}, errors.New("the database is down") },
		"panic": func(*http.Request) (answer, error) { panic("the database is down") },
	} {
		t.Run(name, func(t *testing.T) {
			s := startTestService(t, []route{{pattern: "GET /broken/{id}", handle: handle}}, nil)
			got := call(t, "GET", s.url+"/broken/7", "", http.Header{requestIDHeader: {"abc-7"}})
			want := `{"error":{"message":"Something went wrong here.","requestId":"abc-7","status":500}}`
			if got.status != 500 || got.body != want {
				t.Errorf("got %d %s", got.status, got.body)
			}
			line := regexp.MustCompile(`"level":"error".*the database is down.*"requestId":"abc-7"`)
			if !line.MatchString(s.lines.String()) {
				t.Errorf("the log says %s", s.lines.String())
			}
		})
	}
}

func TestGivesUpAHandlerThatTakesTooLong(t *testing.T) {
	end := make(chan struct{})
	defer close(end)
	s := startTestService(t, []route{{pattern: "GET /slow", handle: func(*http.Request) (answer, error) {
		<-end
		return answer{}, nil
	}}}, nil)
	if got := call(t, "GET", s.url+"/slow", "", nil).status; got != 503 {
		t.Errorf("answers %d", got)
	}
}

func TestHandsTheIDsOfARequestOn(t *testing.T) {
	var s testService
	s = startTestService(t, []route{
		{pattern: "GET /echo/{id}", handle: func(r *http.Request) (answer, error) {
			return answer{body: map[string]any{"header": r.Header, "id": r.PathValue("id")}}, nil
		}},
		{pattern: "GET /relay", handle: func(r *http.Request) (answer, error) {
			response, err := callService(r.Context(), "GET", s.url+"/echo/13", nil)
			if err != nil {
				return answer{}, err
			}
			defer response.Body.Close()
			var body any
			return answer{body: &body}, json.NewDecoder(response.Body).Decode(&body)
		}},
	}, nil)
	traceparent := "00-" + strings.Repeat("a", 32) + "-" + strings.Repeat("b", 16) + "-01"
	got := call(t, "GET", s.url+"/relay?token=hunter2", "", http.Header{
		"Traceparent": {traceparent}, requestIDHeader: {"abc-9"}, "X-Other": {"1"},
	})
	for _, want := range []string{traceparent, `"abc-9"`, `"id":"13"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%s lacks %s", got.body, want)
		}
	}
	if strings.Contains(got.body, "X-Other") {
		t.Errorf("%s has too much", got.body)
	}
	forged := call(t, "GET", s.url+"/relay", "", http.Header{requestIDHeader: {`a b"{}`}})
	if id := forged.header.Get(requestIDHeader); !regexp.MustCompile(`^[A-Z2-7]{26}$`).MatchString(id) {
		t.Errorf("the id is %q", id)
	}
	if log := s.lines.String(); strings.Contains(log, "hunter2") || !strings.Contains(log, `"traceId":"aaaa`) {
		t.Errorf("the log says %s", log)
	}
}

func TestCountsRequestsByRoute(t *testing.T) {
	s := startTestService(t, routes, nil)
	call(t, "POST", s.url+"/greetings", `{"name":"Ada"}`, asJSON)
	call(t, "MADEUP", s.url+"/orders/8", "", nil)
	page := call(t, "GET", fmt.Sprintf("http://127.0.0.1:%d%s", s.metricsPort, defaultMetricsPath), "", nil)
	for _, want := range []string{
		`http_request_duration_seconds_count{method="POST",route="/greetings",status="201"} 1`,
		`http_request_duration_seconds_count{method="OTHER",route="none",status="404"} 1`,
		"process_resident_memory_bytes ",
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if got := call(t, "GET", s.url+defaultMetricsPath, "", nil).status; got != 404 {
		t.Errorf("the metrics are on the port of the service: %d", got)
	}
}

func TestNamesEveryVariableThatIsWrong(t *testing.T) {
	_, err := readSettings(environment(map[string]string{
		"PORT": "http", "LOG_LEVEL": "loud", "ERROR_REPORTING_URL": "pass@word",
	}))
	want := "the environment cannot be used: PORT is 'http', which is no port\n" +
		"LOG_LEVEL is 'loud', which is none of debug, info, warn, error\n" +
		"ERROR_REPORTING_URL is no address of http or https"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
