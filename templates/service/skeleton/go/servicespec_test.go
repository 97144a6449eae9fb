package main

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"
)

// They are two files: what one of them says alone, the pods find out.
func TestServiceSpec(t *testing.T) {
	text, err := os.ReadFile("service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var spec struct {
		Ports []struct {
			Port       int
			TargetPort int `yaml:"targetPort"`
		}
		Metrics struct {
			Port int
			Path string
		}
		Health  struct{ Startup, Liveness, Readiness string }
		Rollout struct {
			GraceSeconds int `yaml:"graceSeconds"`
			DrainSeconds int `yaml:"drainSeconds"`
		}
	}
	spec.Metrics.Port, spec.Metrics.Path = 9090, "/metrics"
	spec.Health.Liveness, spec.Health.Readiness = "/healthz", "/readyz"
	spec.Rollout.GraceSeconds, spec.Rollout.DrainSeconds = 45, 10
	if err := yaml.Unmarshal(text, &spec); err != nil {
		t.Fatal(err)
	}
	port := spec.Ports[0].TargetPort
	if port == 0 {
		port = spec.Ports[0].Port
	}
	startup := spec.Health.Startup
	if startup == "" {
		startup = spec.Health.Liveness
	}
	for name, pair := range map[string][2]any{
		"port":             {defaultPort, port},
		"metrics.port":     {defaultMetricsPort, spec.Metrics.Port},
		"metrics.path":     {defaultMetricsPath, spec.Metrics.Path},
		"health.startup":   {defaultStartupPath, startup},
		"health.liveness":  {defaultLivenessPath, spec.Health.Liveness},
		"health.readiness": {defaultReadinessPath, spec.Health.Readiness},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %v in defaults.go and %v in service.yaml", name, pair[0], pair[1])
		}
	}
	if spec.Rollout.DrainSeconds+defaultShutdownSeconds > spec.Rollout.GraceSeconds {
		t.Error("the kubelet kills it before it has ended: shorten defaultShutdownSeconds in defaults.go")
	}
}
