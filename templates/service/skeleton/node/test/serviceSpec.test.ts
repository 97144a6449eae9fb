import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parse } from 'yaml';
import { readSettings } from '../src/settings.ts';

const read = (file: string) =>
  readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** They are two files: what one of them says alone, the pods find out. */
it('does what service.yaml tells the cluster', () => {
  const spec = parse(read('service.yaml'));
  const settings = readSettings({});
  const [port] = spec.ports;
  assert.equal(settings.port, port.targetPort ?? port.port);
  assert.equal(settings.metricsPort, spec.metrics?.port ?? 9090);
  assert.equal(settings.metricsPath, spec.metrics?.path ?? '/metrics');
  assert.equal(settings.livenessPath, spec.health?.liveness ?? '/healthz');
  assert.equal(settings.readinessPath, spec.health?.readiness ?? '/readyz');
  assert.equal(
    settings.startupPath,
    spec.health?.startup ?? settings.livenessPath,
  );
  const { graceSeconds = 45, drainSeconds = 10 } = spec.rollout ?? {};
  assert.ok(
    drainSeconds + settings.shutdownSeconds <= graceSeconds,
    'the kubelet kills it before it has ended: shorten config.shutdownSeconds in package.json',
  );
});
