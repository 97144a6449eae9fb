/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, { Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { Access } from './access/Access';
import { DeliveryBook } from './delivery/DeliveryBook';
import { DryRunner } from './dryRun/DryRunner';
import { PortBook } from './ports/PortBook';
import { PortDesk } from './ports/PortDesk';
import { TemplateSkeletons } from './skeleton/TemplateSkeletons';
import { ServiceSources } from './source/ServiceSources';
import { UpgradePlanner } from './upgrade/UpgradePlanner';
import { DraftValidator } from './validation/DraftValidator';

/**
 * Options of {@link createRouter}.
 *
 * @internal
 */
export interface RouterOptions {
  access: Access;
  deliveries: DeliveryBook;
  desk: PortDesk;
  dryRuns: DryRunner;
  httpAuth: HttpAuthService;
  ports: PortBook;
  skeletons: TemplateSkeletons;
  sources: ServiceSources;
  upgrades: UpgradePlanner;
  validator: DraftValidator;
}

/** A draft is some KB; a long list of dependencies is some tens. */
const BODY_LIMIT = '256kb';

const part = z
  .string()
  .regex(/^[a-zA-Z0-9][-a-zA-Z0-9_.]{0,62}$/, 'is no name of an entity')
  .transform(value => value.toLocaleLowerCase('en-US'));
const environmentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'is no name');
const platformParams = z.object({ namespace: part, name: part });
const entityParams = platformParams.extend({ kind: part });
const skeletonParams = platformParams.extend({
  language: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'is no name'),
});
const upgradeQuery = z.object({ environment: environmentName.optional() });
const portParams = platformParams.extend({
  port: z.coerce.number().int().min(1).max(65535),
});
const reservationBody = z.object({
  service: z
    .string()
    .regex(
      /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
      'is no name of a service: use lower case letters, digits and dashes',
    ),
  port: z.int().min(1).max(65535).optional(),
});
const draft = z.record(z.string(), z.unknown());
const validationBody = z.object({ draft });
const dryRunBody = z.object({
  draft,
  environment: environmentName,
});

/**
 * The HTTP API of the plugin, as its README describes it.
 *
 * @internal
 */
export function createRouter(options: RouterOptions): express.Router {
  const {
    access,
    deliveries,
    desk,
    dryRuns,
    httpAuth,
    ports,
    skeletons,
    sources,
    upgrades,
    validator,
  } = options;
  const router = Router();
  router.use(express.json({ limit: BODY_LIMIT }));

  router.get('/platforms/:namespace/:name/ports', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const systemRef = systemRefOf(check(platformParams, req.params));
    res.json(await ports.getPool(systemRef, credentials));
  });

  router.get('/platforms/:namespace/:name/deliveries', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const systemRef = systemRefOf(check(platformParams, req.params));
    res.json({ deliveries: await deliveries.list(systemRef, credentials) });
  });

  router.post('/platforms/:namespace/:name/reservations', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    await access.mayReserve(credentials);
    const systemRef = systemRefOf(check(platformParams, req.params));
    const { service, port } = check(reservationBody, req.body);
    const { outcome, ...reservation } = await desk.reserve({
      systemRef,
      service,
      port,
      credentials,
      request: req,
    });
    res.status(outcome === 'reserved' ? 201 : 200).json({
      port: reservation.port,
      service: reservation.service,
      outcome,
      expiresAt: reservation.expiresAt,
    });
  });

  router.delete(
    '/platforms/:namespace/:name/reservations/:port',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      await access.mayReserve(credentials);
      const { port, ...platform } = check(portParams, req.params);
      await desk.release({
        systemRef: systemRefOf(platform),
        port,
        credentials,
        request: req,
      });
      res.status(204).end();
    },
  );

  router.post('/validations', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    await access.mayCreate(credentials);
    const body = check(validationBody, req.body);
    res.json(
      await validator.validate({
        draft: body.draft,
        credentials,
        signal: untilClosed(res),
      }),
    );
  });

  router.post('/dry-runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    await access.mayCreate(credentials);
    const body = check(dryRunBody, req.body);
    res.json(
      await dryRuns.run({ ...body, credentials, signal: untilClosed(res) }),
    );
  });

  router.get(
    '/templates/:namespace/:name/skeletons/:language',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      await access.mayCreate(credentials);
      const { namespace, name, language } = check(skeletonParams, req.params);
      const files = await skeletons.read(
        `template:${namespace}/${name}`,
        language,
        { credentials, signal: untilClosed(res) },
      );
      res.json({ files });
    },
  );

  router.get('/services/:kind/:namespace/:name/source', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { kind, namespace, name } = check(entityParams, req.params);
    const entityRef = `${kind}:${namespace}/${name}`;
    await access.mayChange(entityRef, credentials);
    res.json(
      await sources.read(entityRef, { credentials, signal: untilClosed(res) }),
    );
  });

  router.get('/services/:kind/:namespace/:name/upgrade', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { kind, namespace, name } = check(entityParams, req.params);
    const { environment } = check(upgradeQuery, req.query);
    const entityRef = `${kind}:${namespace}/${name}`;
    await access.mayChange(entityRef, credentials);
    res.json(
      await upgrades.plan({
        entityRef,
        environment,
        credentials,
        signal: untilClosed(res),
      }),
    );
  });

  return router;
}

function systemRefOf(platform: { namespace: string; name: string }): string {
  return `system:${platform.namespace}/${platform.name}`;
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) => `'${path.join('.') || 'body'}': ${message}`,
    );
    throw new InputError(`Failed to read the request: ${faults.join('; ')}`);
  }
  return result.data;
}

/** Nobody waits for an answer when the caller has gone. */
function untilClosed(res: Response): AbortSignal {
  const controller = new AbortController();
  res.on('close', () => controller.abort());
  return controller.signal;
}
