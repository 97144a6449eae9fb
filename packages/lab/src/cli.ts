/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Command, InvalidArgumentError } from 'commander';
import { ensureBinaries } from './binaries/ensureBinaries';
import { LabError, messageOf } from './errors';
import { resetScenario } from './index';
import { labStatus, renderStatus } from './labStatus';
import { labDown, labUp } from './labUp';
import { labPaths } from './paths';
import { prepareLab } from './prepare/prepareLab';
import { renderDryRun } from './renderDryRun';
import { consoleProgress } from './runtime/progress';
import { scenarios } from './scenarios';
import { runScenario } from './scenarios/runScenario';
import { requireState } from './state';

const print = (text: string) => process.stdout.write(`${text}\n`);

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value >= 1))
    throw new InvalidArgumentError('It must be a number from 1.');
  return value;
}

const program = new Command('lab').description(
  'A real cluster, Argo CD, Prometheus and Alertmanager on this machine, without containers.',
);

program
  .command('prepare')
  .description(
    'choose ports, make tokens, write lab.json, kubeconfig and app-config.lab.yaml',
  )
  .option('--fresh', 'make everything anew, also the ports')
  .action(async options => {
    const paths = labPaths();
    await prepareLab(paths, options);
    print(paths.appConfig);
  });

program
  .command('build')
  .description('get or build the programs, without starting them')
  .action(async () => {
    const { cache } = labPaths();
    await ensureBinaries({ cache, progress: consoleProgress() });
    print(`The programs are in ${cache}.`);
  });

program
  .command('up')
  .description('start what does not run, and deploy the platform')
  .option(
    '--alert-speed <factor>',
    'run alert rules that many times faster than written, 1 = real time (default 30)',
    positiveNumber,
  )
  .option('--no-wait', 'do not wait for the applications')
  .action(async options => {
    const bad = await labUp(labPaths(), {
      progress: consoleProgress(),
      alertSpeed: options.alertSpeed,
      waitMs: options.wait ? undefined : 0,
    });
    print(renderStatus(await labStatus(labPaths())));
    // The lab is up; a service that is not well is for its owner to look at.
    if (bad.length > 0) {
      print('Not all applications were well in time; see the list above.');
    }
  });

program
  .command('down')
  .description('end every program of the lab')
  .action(async () => {
    const { stopped, killed } = await labDown(labPaths());
    const hard = killed.length > 0 ? `, ${killed.join(', ')} by force` : '';
    print(
      stopped.length > 0
        ? `Ended ${stopped.length} programs${hard}.`
        : 'The lab does not run.',
    );
  });

program
  .command('status')
  .description('show each program and the applications')
  .option('--json', 'as JSON')
  .action(async options => {
    const status = await labStatus(labPaths());
    print(
      options.json
        ? JSON.stringify(status, undefined, 2)
        : renderStatus(status),
    );
  });

program
  .command('scenario')
  .description('break a service on purpose; without a name, list the scenarios')
  .argument('[name]', 'the scenario')
  .option('--service <name>', 'the service', 'api-gateway')
  .action(async (name: string | undefined, options) => {
    if (!name) {
      for (const { name: known, summary } of scenarios) {
        print(`${known.padEnd(16)} ${summary}`);
      }
      print(`${'healthy'.padEnd(16)} Undoes the scenarios of the service.`);
      return;
    }
    if (name === 'healthy') {
      await reset(options.service);
      return;
    }
    const report = await runScenario(labPaths(), name, options.service);
    print(report.done);
    print('Watch for:');
    for (const line of report.expect) print(`  - ${line}`);
    print(`'lab scenario healthy --service ${report.service}' undoes it.`);
  });

program
  .command('reset')
  .description('undo all scenarios and wait until everything is well')
  .action(() => reset());

program
  .command('env')
  .description('print shell variables for kubectl, argocd and promtool')
  .action(async () => {
    const paths = labPaths();
    const { endpoints, tokens } = await requireState(paths);
    print(`export KUBECONFIG='${paths.kubeconfig}'`);
    print(`export ARGOCD_SERVER='${new URL(endpoints.argocd).host}'`);
    print(`export ARGOCD_AUTH_TOKEN='${tokens.argocdSync}'`);
    print(`export ARGOCD_OPTS='--plaintext'`);
    print(`export PROMETHEUS_URL='${endpoints.prometheus}'`);
    print(`export ALERTMANAGER_URL='${endpoints.alertmanager}'`);
  });

program
  .command('dry-run')
  .description('print every command that `up` would run')
  .action(async () => {
    print(await renderDryRun(labPaths()));
  });

async function reset(service?: string) {
  const undone = await resetScenario({ service });
  for (const entry of undone)
    print(`Undone: '${entry.name}' on '${entry.service}'.`);
  print(
    undone.length > 0 ? 'Everything is well.' : 'There was nothing to undo.',
  );
}

program.parseAsync().catch(error => {
  process.stderr.write(`lab: ${messageOf(error)}\n`);
  if (!(error instanceof LabError))
    process.stderr.write(`${error?.stack ?? ''}\n`);
  process.exitCode = error instanceof LabError ? error.exitCode : 1;
});
