/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  actionExecutePermission,
  scaffolderPermissions,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  goldenPathPermissions,
  goldenPathPortReservePermission,
  goldenPathServiceChangePermission,
  goldenPathServiceCreatePermission,
} from '@openpolicy/plugin-golden-path-common';
import {
  applicationSyncPermission,
  serviceHealthPermissions,
  serviceHealthReadPermission,
} from '@openpolicy/plugin-service-health-common';
import { ServicePolicy } from './ServicePolicy';

const member = {
  info: {
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: ['user:default/ada', 'group:default/platform-team'],
  },
} as PolicyQueryUser;

const kubernetesProxy = createPermission({
  name: 'kubernetes.proxy',
  attributes: {},
});

const inventedWrite = createPermission({
  name: 'something.new',
  attributes: { action: 'update' },
});

const prototypeName = createPermission({
  name: 'constructor',
  attributes: { action: 'delete' },
});

const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;

describe('ServicePolicy', () => {
  it.each<[Permission, string, string]>([
    [serviceHealthReadPermission, ALLOW, DENY],
    [catalogEntityReadPermission, ALLOW, DENY],
    [applicationSyncPermission, CONDITIONAL, DENY],
    [catalogEntityRefreshPermission, CONDITIONAL, DENY],
    [catalogEntityDeletePermission, CONDITIONAL, DENY],
    [catalogEntityCreatePermission, DENY, DENY],
    [catalogLocationCreatePermission, DENY, DENY],
    [goldenPathServiceCreatePermission, ALLOW, DENY],
    [goldenPathPortReservePermission, ALLOW, DENY],
    [goldenPathServiceChangePermission, CONDITIONAL, DENY],
    [taskCreatePermission, ALLOW, DENY],
    [taskReadPermission, CONDITIONAL, DENY],
    [taskCancelPermission, CONDITIONAL, DENY],
    [actionExecutePermission, ALLOW, DENY],
    [templateParameterReadPermission, ALLOW, DENY],
    [templateStepReadPermission, ALLOW, DENY],
    [templateDryRunPermission, DENY, DENY],
    [templateManagementPermission, DENY, DENY],
    [kubernetesProxy, DENY, DENY],
    [inventedWrite, DENY, DENY],
    [prototypeName, DENY, DENY],
  ])(
    'answers %j to a member and to nobody',
    async (permission, forMember, forNobody) => {
      const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
      expect((await policy.handle({ permission }, member)).result).toBe(
        forMember,
      );
      expect((await policy.handle({ permission })).result).toBe(forNobody);
    },
  );

  it('asks the catalog whether the user or one of its groups owns the service', async () => {
    const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
    expect(
      await policy.handle({ permission: applicationSyncPermission }, member),
    ).toEqual({
      result: CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims: member.info.ownershipEntityRefs },
      },
    });
  });

  it.each([taskReadPermission, taskCancelPermission])(
    'asks the scaffolder whether the user started the task: %j',
    async permission => {
      const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
      expect(await policy.handle({ permission }, member)).toEqual({
        result: CONDITIONAL,
        pluginId: 'scaffolder',
        resourceType: 'scaffolder-task',
        conditions: {
          rule: 'IS_TASK_OWNER',
          resourceType: 'scaffolder-task',
          params: { createdBy: [member.info.userEntityRef] },
        },
      });
    },
  );

  it('asks for the owner of a service that is changed', async () => {
    const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
    expect(
      await policy.handle(
        { permission: goldenPathServiceChangePermission },
        member,
      ),
    ).toMatchObject({
      pluginId: 'catalog',
      conditions: { rule: 'IS_ENTITY_OWNER' },
    });
  });

  it.each(goldenPathPermissions)(
    'opens making and changing services to somebody: $name',
    async permission => {
      const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
      const { result } = await policy.handle({ permission }, member);
      expect(result).not.toBe(DENY);
    },
  );

  it('has an answer for each permission of the scaffolder of this release', () => {
    // A new one is denied or, if it reads, allowed: look at it before this list gets longer.
    expect(scaffolderPermissions.map(({ name }) => name).sort()).toEqual([
      'scaffolder.action.execute',
      'scaffolder.task.cancel',
      'scaffolder.task.create',
      'scaffolder.task.read',
      'scaffolder.template.dry-run',
      'scaffolder.template.management',
      'scaffolder.template.parameter.read',
      'scaffolder.template.step.read',
    ]);
  });

  it('opens the Kubernetes proxy only where the operator says so', async () => {
    const policy = ServicePolicy.create({ kubernetesProxy: 'allow' });
    expect(
      (await policy.handle({ permission: kubernetesProxy }, member)).result,
    ).toBe(ALLOW);
    expect((await policy.handle({ permission: kubernetesProxy })).result).toBe(
      DENY,
    );
  });

  it('denies every write of service health that has no row', async () => {
    const policy = ServicePolicy.create({ kubernetesProxy: 'deny' });
    const writes = serviceHealthPermissions.filter(
      permission => permission.attributes.action !== 'read',
    );
    for (const permission of writes) {
      expect((await policy.handle({ permission }, member)).result).not.toBe(
        ALLOW,
      );
    }
  });
});
