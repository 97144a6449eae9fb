/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { anchorOf } from '../../alerts/alertRule';
import { isAlertingRule, ruleGroups } from '../../alerts/ruleGroups';
import {
  AlertInEnvironment,
  alertSection,
} from '../../alerts/runbook/alertSection';
import {
  Block,
  codeSpans,
  link,
  plain,
  printMarkdown,
} from '../../alerts/runbook/markdown';
import { alertSubjectOf } from '../../alerts/subject';
import { edgesFrom, edgesTo } from '../../graph/edges';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { resolveModel } from '../../spec/resolveEnvironment';
import { dashboardAddress, linkFor, ownerName } from '../conventions';
import { FileKind, RepositoryContext } from '../types';
import { pageFile } from './lazyFile';

/**
 * A page for each service, with a section for each alert that it has in some
 * environment. The alert's `runbook_url` leads to the section by its heading.
 *
 * @internal
 */
export const RUNBOOK_FILES: FileKind<RepositoryContext> = {
  name: 'runbooks',
  render: ({ model }) =>
    model.services.map(service =>
      pageFile(`runbooks/${service.name}.md`, () =>
        runbookPage(model, service),
      ),
    ),
};

/**
 * The runbook of a service.
 *
 * @param pageOf - address of another service's runbook; default: beside this one
 * @internal
 */
export function runbookPage(
  model: PlatformModel,
  service: ServiceDefinition,
  pageOf = (name: string) => `${name}.md`,
): string {
  return printMarkdown(runbook(model, service, pageOf));
}

function runbook(
  model: PlatformModel,
  service: ServiceDefinition,
  pageOf: (name: string) => string,
): Block[] {
  const alerts = alertsOf(model, service.name);
  const owner = ownerOf(model, service.owner);
  return [
    { heading: `Runbook: ${plain(service.title)}`, level: 1 },
    ...(service.description?.trim()
      ? [{ paragraph: plain(service.description) }]
      : []),
    { bullets: facts(model, service, owner) },
    {
      paragraph: `The labels \`environment\` and \`cluster\` of an alert say where it fires; commands are for that cluster: ${model.system.spec.environments
        .map(({ name, cluster }) => `\`${name}\` is \`${cluster.name}\``)
        .join(
          ', ',
        )}. What runs comes from Git: mend by hand only to win time, then in the catalog.`,
    },
    ...neighbours(model, service, pageOf),
    ...(alerts.size > 0
      ? [
          { paragraph: 'Alerts:' },
          {
            bullets: [...alerts.keys()].map(alert =>
              link(alert, `#${anchorOf(alert)}`),
            ),
          },
        ]
      : []),
    ...[...alerts].flatMap(([alert, inEnvironments]) =>
      alertSection(alert, inEnvironments, owner),
    ),
  ];
}

function facts(
  model: PlatformModel,
  { name, spec }: ServiceDefinition,
  owner: string,
): string[] {
  const { links, namespace } = model.system.spec;
  return [
    `Owner: ${owner}`,
    `Tier: ${spec.tier}`,
    `Namespace: \`${namespace}\``,
    link('Dashboard', dashboardAddress(model.system, name)),
    ...(links.entity ? [link('Portal', linkFor(links.entity, name))] : []),
    ...(links.application
      ? [link('Argo CD', linkFor(links.application, name))]
      : []),
  ];
}

/** Who suffers with it, and whom it suffers from. */
function neighbours(
  model: PlatformModel,
  service: ServiceDefinition,
  pageOf: (name: string) => string,
): Block[] {
  const callees = edgesFrom(service, model).map(({ callee }) => callee);
  const callers = edgesTo(service, model).map(({ caller }) => caller.entityRef);
  const rows = [
    ...[...new Set(callees)].map(ref => ['calls', ref]),
    ...[...new Set(callers)].map(ref => ['is called by', ref]),
  ];
  return rows.length === 0
    ? []
    : [
        { paragraph: 'Neighbours:' },
        {
          columns: ['It', 'what', 'owner'],
          rows: rows.map(([how, ref]) => {
            const other = model.services.find(
              ({ entityRef }) => entityRef === ref,
            );
            return other
              ? [
                  how,
                  link(`\`${other.name}\``, pageOf(other.name)),
                  ownerOf(model, other.owner),
                ]
              : [how, codeSpans([ref]), 'see the catalog'];
          }),
        },
      ];
}

function ownerOf({ groups }: PlatformModel, ref: string): string {
  const group = groups.get(ref);
  const title = plain(group?.title ?? ownerName(ref));
  return group?.email ? `${title} (${plain(group.email)})` : title;
}

/** Alerts by name, in the order of the rules, with the environments that have them. */
function alertsOf(
  model: PlatformModel,
  serviceName: string,
): Map<string, AlertInEnvironment[]> {
  const alerts = new Map<string, AlertInEnvironment[]>();
  const { environments, prometheus } = model.system.spec;
  for (const environment of environments) {
    const resolved = resolveModel(model, environment.name);
    const service = resolved.services.find(({ name }) => name === serviceName)!;
    const subject = alertSubjectOf({ model: resolved, environment, service });
    const here = new Map<string, AlertInEnvironment>();
    for (const rule of ruleGroups(
      subject,
      prometheus.evaluationInterval,
    ).flatMap(({ rules }) => rules.filter(isAlertingRule))) {
      const known = here.get(rule.alert);
      if (known) {
        known.rules.push(rule);
      } else {
        here.set(rule.alert, {
          environment: environment.name,
          subject,
          rules: [rule],
        });
      }
    }
    for (const [alert, entry] of here) {
      alerts.set(alert, [...(alerts.get(alert) ?? []), entry]);
    }
  }
  return alerts;
}
