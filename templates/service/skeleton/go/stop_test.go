package main

import (
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAnswersWhatIsUnderWayAndTakesNothingNew(t *testing.T) {
	arrived, hold := make(chan struct{}), make(chan struct{})
	s := startTestService(t, []route{{pattern: "GET /held", handle: func(*http.Request) (answer, error) {
		close(arrived)
		<-hold
		return answer{body: "done"}, nil
	}}}, nil)
	s.api.Handler.(*api).timeout = time.Minute
	held := make(chan reply)
	go func() { held <- call(t, "GET", s.url+"/held", "", nil) }()
	<-arrived
	stopped := make(chan struct{})
	go func() { s.stop(); close(stopped) }()

	deadline := time.Now().Add(notice / 2)
	for call(t, "GET", s.url+defaultReadinessPath, "", nil).status != 503 {
		if time.Now().After(deadline) {
			t.Fatal("it is still ready")
		}
	}
	close(hold)
	if got := <-held; got.body != `"done"` {
		t.Errorf("got %q", got.body)
	}
	<-stopped
	if response, err := http.Get(s.url + defaultReadinessPath); err == nil {
		response.Body.Close()
		t.Error("it still answers")
	}
}

func TestCutsOffWhatDoesNotEndInTime(t *testing.T) {
	arrived, end := make(chan struct{}), make(chan struct{})
	defer close(end)
	s := startTestService(t, []route{{pattern: "GET /endless", handle: func(*http.Request) (answer, error) {
		close(arrived)
		<-end
		return answer{}, nil
	}}}, func(config *settings) { config.shutdown = 200 * time.Millisecond })
	s.api.Handler.(*api).timeout = time.Minute
	failed := make(chan error)
	go func() {
		_, err := http.Get(s.url + "/endless")
		failed <- err
	}()
	<-arrived
	s.stop()
	if <-failed == nil {
		t.Error("it was answered")
	}
}

// The test program is the service, if it is told so.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_AS_SERVICE") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

func TestProcessEndsWellOnSIGTERM(t *testing.T) {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), "RUN_AS_SERVICE=1", "SERVICE_NAME=tried", "PORT=0", "METRICS_PORT=0", "LOG_LEVEL=INFO")
	lines := &logLines{}
	command.Stdout = lines
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(lines.String(), `"started"`); {
		if time.Now().After(deadline) {
			t.Fatalf("it has not started: %s", lines.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if got := lines.String(); !strings.Contains(got, `"service":"tried"`) || !strings.Contains(got, `"stopped"`) {
		t.Errorf("the log says %s", got)
	}
}
