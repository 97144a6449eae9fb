package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// notice is how long a service that ends says so before it closes its door: for
// callers outside Kubernetes, which has waited already.
const notice = time.Second

// service is one that runs.
type service struct {
	port        int
	metricsPort int

	config     settings
	log        *slog.Logger
	ready      atomic.Bool
	errors     *errorReporter
	api        *http.Server
	prometheus *http.Server
	stopping   sync.Once
}

// startService returns once both ports are open.
func startService(config settings, routes []route, log *slog.Logger, timeout time.Duration) (*service, error) {
	s := &service{config: config, log: log}
	m := newMetrics()
	s.errors = newErrorReporter(config, func(outcome string) {
		m.errorReports.WithLabelValues(outcome).Inc()
	})
	s.api = newAPIServer(newAPI(append(s.probes(), routes...), log, m, s.errors, timeout))
	s.prometheus = newMetricsServer(m.registry)

	var err error
	if s.metricsPort, err = serve(s.prometheus, config.metricsPort, log); err != nil {
		return nil, err
	}
	if s.port, err = serve(s.api, config.port, log); err != nil {
		s.prometheus.Close()
		return nil, err
	}
	s.ready.Store(true)
	return s, nil
}

// stop answers what is under way, then ends; a second call waits for the first.
func (s *service) stop() {
	s.stopping.Do(func() {
		s.log.Info("stopping", "limitMs", s.config.shutdown.Milliseconds())
		s.ready.Store(false)
		s.api.SetKeepAlivesEnabled(false)
		ctx, cancel := context.WithTimeout(context.Background(), s.config.shutdown)
		defer cancel()
		time.Sleep(min(notice, s.config.shutdown/2))
		if err := s.api.Shutdown(ctx); err != nil {
			s.log.Warn("requests were cut off", "limitMs", s.config.shutdown.Milliseconds())
			s.api.Close()
		}
		s.errors.flush()
		s.prometheus.Close()
		s.log.Info("stopped")
	})
}

// probes: liveness never asks another service; readiness may, where one is needed.
func (s *service) probes() []route {
	alive := func(*http.Request) (answer, error) {
		return answer{body: map[string]string{"status": "ok"}}, nil
	}
	probes := []route{
		{pattern: "GET " + defaultLivenessPath, quiet: true, handle: alive},
		{pattern: "GET " + defaultReadinessPath, quiet: true, handle: func(*http.Request) (answer, error) {
			if s.ready.Load() {
				return answer{body: map[string]string{"status": "ready"}}, nil
			}
			return answer{
				status: http.StatusServiceUnavailable,
				body:   map[string]string{"status": "stopping"},
			}, nil
		}},
	}
	if startup := defaultStartupPath; startup != defaultLivenessPath {
		probes = append(probes, route{pattern: "GET " + startup, quiet: true, handle: alive})
	}
	return probes
}

func serve(server *http.Server, port int, log *slog.Logger) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(port)))
	if err != nil {
		return 0, fmt.Errorf("port %d cannot be had: %w", port, err)
	}
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			log.Error("server ended", "error", err.Error())
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
