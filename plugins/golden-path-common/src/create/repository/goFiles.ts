/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RenderedFile } from '../../render/types';
import { dockerignore } from './nodeFiles';
import { programDefaults } from './programDefaults';
import { ServiceRepository } from './serviceRepository';

/**
 * Module versions, which `go.sum` of `templates/service/skeleton/go` has the sums
 * of; `go mod tidy` in a repository that was made changes neither file.
 */
const REQUIREMENTS = `require (
	github.com/prometheus/client_golang v1.25.0
	go.yaml.in/yaml/v3 v3.0.6
)

require (
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/sync v0.23.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

tool honnef.co/go/tools/cmd/staticcheck
`;

/**
 * What the static sources of `templates/service/skeleton/go` need: their module,
 * and the program's defaults.
 *
 * @internal
 */
export function goFiles(repository: ServiceRepository): RenderedFile[] {
  return [
    {
      path: 'go.mod',
      content: `module ${modulePath(
        repository,
      )}\n\ngo 1.26.0\n\n${REQUIREMENTS}`,
    },
    { path: 'defaults.go', content: defaultsFile(repository) },
    {
      path: '.dockerignore',
      content: dockerignore(['go.mod', 'go.sum', '*.go']),
    },
  ];
}

/**
 * The address of the repository where that can be a module's path, else a path
 * that no module of the standard library has.
 */
function modulePath({ url = '', service }: ServiceRepository): string {
  const path = url.replace(/^https?:\/\//, '').replace(/(\.git)?\/?$/, '');
  // An address of four numbers is no path of a module.
  return /^([a-z0-9-]+\.)+[a-z]+(\/[A-Za-z0-9_-][\w.-]*)+$/.test(path)
    ? path
    : `service/${service.name}`;
}

function defaultsFile({ service }: ServiceRepository): string {
  const defaults = programDefaults(service.spec);
  const rows = [
    ['Name', service.name],
    ['Port', defaults.port],
    ['MetricsPort', defaults.metricsPort],
    ['MetricsPath', defaults.metricsPath],
    ['StartupPath', defaults.startupPath],
    ['LivenessPath', defaults.livenessPath],
    ['ReadinessPath', defaults.readinessPath],
    ['ShutdownSeconds', defaults.shutdownSeconds],
  ];
  const width = Math.max(...rows.map(([name]) => `default${name}`.length));
  const lines = rows.map(
    ([name, value]) =>
      `\t${`default${name}`.padEnd(width)} = ${goLiteral(value)}\n`,
  );
  return `package main

// What the program does unless its environment says otherwise. TestServiceSpec
// compares it with service.yaml.
const (
${lines.join('')})
`;
}

/** Go's sources take neither a byte order mark nor half a surrogate pair. */
function goLiteral(value: string | number): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const escaped = Array.from(value, character => {
    const point = character.codePointAt(0)!;
    const hex = point.toString(16);
    if (point >= 0xd800 && point <= 0xdfff) {
      return '\\ufffd';
    }
    if (point > 0xffff) {
      return `\\U${hex.padStart(8, '0')}`;
    }
    return /[ !#-[\]-~]/.test(character)
      ? character
      : `\\u${hex.padStart(4, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
