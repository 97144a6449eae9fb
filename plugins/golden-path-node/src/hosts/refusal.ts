/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { displayUrl } from '../git/gitErrors';
import { HostAnswer } from './askHost';
import { authorizationOf, HostApi } from './hostApi';
import { PullRequestHost, PullRequestProposal } from './pullRequestHost';

const MAX_REASON = 200;

/**
 * Says why a host opened no pull request: in which repository, the host's own reason,
 * what to do.
 *
 * @internal
 */
export function toRefusal(
  answer: HostAnswer,
  context: {
    api: Required<HostApi>;
    host: PullRequestHost;
    proposal: PullRequestProposal;
  },
): Error {
  const { api, host, proposal } = context;
  const { status } = answer;
  const { head, base } = proposal;
  const what = `Failed to open a ${
    host.noun
  } of branch '${head}' in repository '${displayUrl(proposal.repository)}'`;
  const reason = reasonOf(answer.body, [
    api.auth.password,
    authorizationOf(api),
  ]);
  const said = reason ? `${status}: ${reason}` : `${status}`;
  if (answer.isRateLimited) {
    return new ServiceUnavailableError(
      `${what}: the host lets the portal ask no more for now (${said}). Try again later.`,
    );
  }
  if (status === 401 || status === 403) {
    return new NotAllowedError(
      `${what}: the host does not allow it (${said}). ${host.rights}.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `${what}: the host does not find it (${said}). Check the address, that the branches '${head}' and '${base}' are there, and that the portal may see them. ${host.rights}.`,
    );
  }
  if (status >= 300 && status < 400) {
    return new NotFoundError(
      `${what}: it has moved, the host redirects (${said}). Give its new address.`,
    );
  }
  if (status >= 400 && status < 500) {
    return new ConflictError(
      `${what}: the host refuses it (${said}). Check that both branches are there and that '${head}' holds commits which '${base}' does not.`,
    );
  }
  if (status < 300) {
    return new ServiceUnavailableError(
      `${what}: the host's answer is no ${host.noun} (${status}). Check the address of its API under 'integrations'.`,
    );
  }
  return new ServiceUnavailableError(
    `${what}: the host has a fault (${said}). Try again; if it stays, look at the host.`,
  );
}

/**
 * The host's own words. All hosts answer with JSON, each in shapes of its own: what
 * counts is the texts under the keys that mean one.
 */
function reasonOf(body: unknown, secrets: string[]): string {
  const text = [...new Set(textsOf(body))].join('; ');
  const plain = secrets
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return plain.length > MAX_REASON ? `${plain.slice(0, MAX_REASON)}…` : plain;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsOf);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { message, error, error_description, errors, field, code } =
    value as Record<string, unknown>;
  const told = [message, error, error_description, errors].flatMap(textsOf);
  if (told.length) {
    return told;
  }
  // GitHub: {field: 'head', code: 'invalid'}. GitLab: {title: ['is too long']}.
  return field
    ? [`${field} ${code}`]
    : Object.entries(value).flatMap(([key, texts]) =>
        Array.isArray(texts)
          ? textsOf(texts).map(text => `${key} ${text}`)
          : [],
      );
}
