package main

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// settings is what the service is told from outside, checked.
type settings struct {
	name        string
	environment string
	port        int
	metricsPort int
	logLevel    slog.Level
	// Where errors are reported; nil is nowhere.
	errorReportingURL *url.URL
	// Time from the signal to end to the last answer.
	shutdown time.Duration
}

// readSettings reads the environment; what it does not say comes from
// defaults.go. The error names every variable with a value that is none.
func readSettings(getenv func(string) string) (settings, error) {
	var faults []error
	port := func(variable string, fallback int) int {
		text := getenv(variable)
		if text == "" {
			return fallback
		}
		value, err := strconv.Atoi(text)
		if err != nil || value < 0 || value > 65535 {
			faults = append(faults, fmt.Errorf("%s is '%s', which is no port", variable, text))
		}
		return value
	}
	read := settings{
		name:        cmp.Or(getenv("SERVICE_NAME"), defaultName),
		environment: cmp.Or(getenv("ENVIRONMENT"), "local"),
		port:        port("PORT", defaultPort),
		metricsPort: port("METRICS_PORT", defaultMetricsPort),
		shutdown:    defaultShutdownSeconds * time.Second,
	}
	if text := getenv("LOG_LEVEL"); text != "" {
		level, known := logLevels[strings.ToLower(text)]
		if !known {
			faults = append(faults, fmt.Errorf("LOG_LEVEL is '%s', which is none of debug, info, warn, error", text))
		}
		read.logLevel = level
	}
	if text := getenv("ERROR_REPORTING_URL"); text != "" {
		address, err := url.Parse(text)
		if err != nil || (address.Scheme != "http" && address.Scheme != "https") || address.Host == "" {
			// Its value is not repeated: an address may hold a password.
			faults = append(faults, errors.New("ERROR_REPORTING_URL is no address of http or https"))
		}
		read.errorReportingURL = address
	}
	if len(faults) > 0 {
		return settings{}, fmt.Errorf("the environment cannot be used: %w", errors.Join(faults...))
	}
	return read, nil
}

var logLevels = map[string]slog.Level{
	"debug": slog.LevelDebug,
	"info":  slog.LevelInfo,
	"warn":  slog.LevelWarn,
	"error": slog.LevelError,
}
