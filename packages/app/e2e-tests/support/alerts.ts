/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { APIRequestContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An alert, as Prometheus and Alertmanager both hold it. */
export interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

function endpoint(name: 'prometheus' | 'alertmanager'): string {
  const folder = process.env.OPENPOLICY_LAB_DIR ?? '';
  const lab = JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
  return lab.endpoints[name];
}

/** What fires in the lab's Prometheus, of all services. */
export async function firingAlerts(
  request: APIRequestContext,
): Promise<Alert[]> {
  const answer = await request.get(`${endpoint('prometheus')}/api/v1/alerts`);
  const { data } = await answer.json();
  return data.alerts.filter(
    ({ state }: { state: string }) => state === 'firing',
  );
}

/** What on-call is told of: active in Alertmanager and muted by nothing. */
export async function notifiedAlerts(
  request: APIRequestContext,
): Promise<Alert[]> {
  const query = 'active=true&inhibited=false&silenced=false';
  const answer = await request.get(
    `${endpoint('alertmanager')}/api/v2/alerts?${query}`,
  );
  return answer.json();
}

/** Rules that Prometheus has loaded, with what it thinks of them. */
export async function loadedRules(
  request: APIRequestContext,
): Promise<{ name: string; type: string; health: string; labels?: object }[]> {
  const answer = await request.get(`${endpoint('prometheus')}/api/v1/rules`);
  const { data } = await answer.json();
  return data.groups.flatMap(({ rules }: { rules: object[] }) => rules);
}
