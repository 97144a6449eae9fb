package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := readSettings(os.Getenv)
	if err != nil {
		return err
	}
	// Before it starts: a signal that comes early ends it well, too.
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()

	log := newLogger(os.Stdout, config)
	s, err := startService(config, routes, log, handlerTimeout)
	if err != nil {
		return err
	}
	log.Info("started", "port", s.port, "metricsPort", s.metricsPort)
	<-ctx.Done()
	s.stop()
	return nil
}
