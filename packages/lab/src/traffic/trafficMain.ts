/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseArgs } from 'node:util';
import { ObjectCache } from '../cluster/ObjectCache';
import { rulesFolder, targetsFile } from '../components/monitoring';
import { connectLab } from '../connect';
import { messageOf } from '../errors';
import { labPaths } from '../paths';
import { RulesBridge } from '../rules/RulesBridge';
import { annotatePods } from './annotatePods';
import { serviceLabel, viewServices } from './clusterView';
import { ControlStore } from './controls';
import { createTrafficServer } from './createTrafficServer';
import { renderExposition } from './exposition';
import { MeshCounters } from './MeshCounters';
import { scrapeTargets, targetsWriter } from './scrapeTargets';
import { stateFamilies } from './stateMetrics';

const log = (text: string) =>
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);

/** Runs `work` every `ms` after its last end; a failure is logged and tried again. */
async function repeat(
  ms: number,
  signal: AbortSignal,
  work: () => Promise<void>,
) {
  while (!signal.aborted) {
    await work().catch(error => log(messageOf(error)));
    await new Promise(resolve => setTimeout(resolve, ms));
  }
}

async function main() {
  const { values } = parseArgs({ options: { run: { type: 'string' } } });
  const paths = labPaths({ run: values.run });
  const { state, kube } = await connectLab(paths);
  const stop = new AbortController();
  const cache = (path: string, labelSelector?: string) => {
    const objects = ObjectCache.create({ client: kube, path, labelSelector });
    objects.run(stop.signal, log);
    return objects;
  };
  const deployments = cache('/apis/apps/v1/deployments', serviceLabel);
  const pods = cache('/api/v1/pods', serviceLabel);
  const autoscalers = cache('/apis/autoscaling/v2/horizontalpodautoscalers');
  const externalSecrets = cache('/apis/external-secrets.io/v1/externalsecrets');
  const rules = cache('/apis/monitoring.coreos.com/v1/prometheusrules');

  const controls = await ControlStore.load(
    `${paths.data}/traffic-controls.json`,
  );
  const controlOf = controls.get.bind(controls);
  const counters = MeshCounters.create();
  const bridge = RulesBridge.create({
    folder: rulesFolder(paths.data),
    prometheus: state.endpoints.prometheus,
    speed: state.alertSpeed,
    log,
  });
  const writeTargets = targetsWriter(targetsFile(paths.data));
  const views = () => viewServices(deployments.objects(), pods.objects());

  let last = performance.now();
  repeat(500, stop.signal, async () => {
    const now = performance.now();
    const services = views();
    counters.advance(services, controlOf, (now - last) / 1000);
    last = now;
    await writeTargets(
      scrapeTargets(services, `127.0.0.1:${state.ports.traffic}`),
    );
    await annotatePods(kube, pods.objects(), controlOf);
  });
  repeat(1000, stop.signal, async () => {
    if (rules.synced) await bridge.update(rules.objects());
  });

  const server = createTrafficServer(
    {
      ready: () => pods.synced && deployments.synced && rules.synced,
      mesh: () =>
        renderExposition([
          ...counters.families(),
          ...stateFamilies({
            deployments: deployments.objects(),
            pods: pods.objects(),
            autoscalers: autoscalers.objects(),
            externalSecrets: externalSecrets.objects(),
          }),
        ]),
      pod: (namespace, name) => {
        const pod = views()
          .filter(view => view.namespace === namespace)
          .flatMap(view => view.pods)
          .find(entry => entry.name === name);
        return pod?.running
          ? renderExposition(counters.podFamilies(namespace, name))
          : undefined;
      },
    },
    controls,
  );
  server.listen(state.ports.traffic, '127.0.0.1', () =>
    log(
      `simulating traffic on 127.0.0.1:${state.ports.traffic}, alert rules at ${state.alertSpeed} times their pace`,
    ),
  );
  process.on('SIGTERM', () => {
    stop.abort();
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}

main().catch(error => {
  log(messageOf(error));
  process.exit(1);
});
