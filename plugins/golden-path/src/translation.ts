/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of fields, preview and card. What rules and the server say is not translated.
 *
 * @public
 */
export const goldenPathTranslationRef = createTranslationRef({
  id: 'golden-path',
  messages: {
    common: {
      tryAgain: 'Try again',
      copy: 'Copy',
      copied: 'Copied',
      loadingCatalog: 'Reading the catalog…',
      catalogDenied:
        'You may not read the catalog. Ask an administrator of the portal for catalog.entity.read.',
      catalogFailed: 'The catalog cannot be read: {{problem}}',
      chooseSystem: 'Choose the system first: it decides the platform.',
      error: 'Error',
      warning: 'Warning',
      info: 'Note',
    },
    name: {
      label: 'Name',
      help: 'Lower case letters, digits and dashes, a letter first, 50 characters at most. It cannot be changed later.',
      free: "'{{name}}' is free in the catalog.",
    },
    port: {
      label: 'Port',
      help: 'The next free port is taken unless you say otherwise.',
      loading: 'Reading the ports of the platform…',
      denied:
        'You may not see the ports of this platform. Ask its owners for the permission golden-path.port.reserve.',
      failed:
        'The ports of the platform cannot be read: {{problem}} You may type a port; it is checked again before anything is made.',
      full: 'No port of the pool is free. Ask the platform team to widen it.',
      useNext: 'Use {{port}}, the next free one',
      isFree: '{{port}} is free.',
      isOutside:
        '{{port}} is not in the pool, which goes from {{from}} to {{to}}.',
      isNumber: 'A port is a whole number.',
      usedBy: '{{port}} is used by {{by}}.',
      reservedBy: '{{port}} is reserved by {{by}} until {{until}}.',
      liveBy: '{{port}} answers in the cluster already: {{by}}.',
      kept: "{{port}} is kept for '{{name}}' until {{until}}.",
      takeNext: '{{problem}} Take another one; {{next}} is free.',
      takeOther: '{{problem}} Take another one.',
      map: 'Ports {{from}} to {{to}}',
      mapHint: 'Move with the arrow keys, choose with Enter.',
      unasked:
        'Ports that only the cluster knows may be missing here. {{problem}}.',
      tooMany:
        'The pool has {{number}} ports, too many to draw. Those that are taken are listed below.',
      free: 'free',
      used: 'used',
      reserved: 'reserved',
      live: 'live in the cluster',
      cell: '{{port}}, {{state}}',
      cellBy: '{{port}}, {{state}}: {{by}}',
      count: '{{number}} {{state}}',
      taken: 'Who has which port ({{number}})',
      takenCaption: 'Ports that are taken',
      port: 'Port',
      state: 'State',
      by: 'By',
    },
    dependencies: {
      label: 'Dependencies',
      help: 'What the service calls. Each gets a variable with the address and a way through network policies and mesh; other calls are refused.',
      search: 'Add a dependency',
      searchHint: 'Services, APIs and resources of the catalog',
      none: 'It calls nothing yet.',
      noMatch: 'The catalog has nothing of that name.',
      caption: 'Dependencies of the service',
      what: 'What',
      timeout: 'Timeout',
      timeoutOf: 'Timeout of {{name}}',
      timeoutHint: 'e.g. 2s',
      critical: 'Critical',
      criticalOf: '{{name}} is critical',
      actions: 'Actions',
      remove: 'Remove {{name}}',
      component: 'Service',
      api: 'API',
      resource: 'Resource',
      unknown: 'Not in the catalog',
    },
    resources: {
      label: 'Resources of each pod',
      help: 'What a pod asks for is set aside for it; what it may use at the most is its limit.',
      size: 'Size',
      small: 'S',
      medium: 'M',
      large: 'L',
      sizeHint: '{{cpu}} CPU, {{memory}} memory',
      cpuRequest: 'CPU request',
      cpuLimit: 'CPU limit',
      memoryRequest: 'Memory request',
      memoryLimit: 'Memory limit',
      quantityHint: 'e.g. 250m, 1',
      bytesHint: 'e.g. 128Mi, 1Gi',
      notQuantity: "'{{text}}' is no quantity, {{hint}}.",
      cost: 'What it costs',
      costCaption: 'What the service asks for, its mesh proxies included',
      atMin: 'At {{pods}} pods',
      atMax: 'At most, {{pods}} pods while a release runs',
      left: 'Left in {{environment}}',
      noQuota: 'No environment has a quota.',
      pods: 'Pods',
      cpu: 'CPU requests',
      memory: 'Memory requests',
      cpuLimits: 'CPU limits',
      memoryLimits: 'Memory limits',
      of: '{{amount}} of {{quota}}',
      over: '{{amount}} too much for {{quota}}',
      overTitle: 'It does not fit into the quota of {{environment}}',
      overText:
        'Choose a smaller size or fewer pods, or ask the platform team for more.',
      noCost: 'The cost shows once the fields are right.',
    },
    preview: {
      label: 'What will be made',
      labelOfChange: 'What will change',
      summary: '{{files}}, {{errors}}, {{warnings}}',
      count: {
        files_one: '{{count}} file',
        files_other: '{{count}} files',
        errors_one: '{{count}} error',
        errors_other: '{{count}} errors',
        warnings_one: '{{count}} warning',
        warnings_other: '{{count}} warnings',
      },
      placeholders: 'Not filled in yet, shown with placeholders: {{fields}}.',
      stale:
        'The draft cannot be rendered; these are the files as they were before.',
      incomplete:
        'Files of the service’s own repository are missing here: {{problem}}',
      goesTo:
        '{{environment}} is delivered from {{repository}}, branch {{branch}}.',
      deliveryUnknown:
        'Where it is delivered is shown as the catalog says: {{problem}}',
      nothing: 'The draft cannot be rendered. The findings say why.',
      noChanges: 'Nothing changes.',
      files: 'Files',
      fileKind: {
        new: 'new',
        changed: 'changed',
        removed: 'removed',
        hash: 'changed, only the hash of its spec',
      },
      copyFile: 'Copy the file',
      lines: '{{number}} lines',
      showAll: 'Show all {{number}} lines',
      unchanged: '{{number}} lines unchanged',
      findings: 'Findings ({{number}})',
      noFindings: 'No findings: every rule is kept.',
      notes: 'Notes ({{number}})',
      goTo: 'Go to {{field}}',
      onPage: "Field '{{field}}', page '{{page}}'",
      inField: "Field '{{field}}'",
      environment: 'Environment',
      refused: '{{message}} {{fix}}',
    },
    pages: {
      name: 'Service',
      how: 'How it runs',
      talks: 'What it talks to',
      traffic: 'Traffic and rollout',
      alerts: 'Alerts and objectives',
    },
    change: {
      title: 'Golden path',
      action: 'Change…',
      opening: 'Reading its service.yaml…',
      unreadable: 'Its service.yaml cannot be read now: {{problem}}',
      hint: 'Replicas, resources, canary, timeouts and thresholds, as a change to its service.yaml.',
      noSource:
        'It can be changed here once the catalog knows where its source is. Add this annotation:',
      denied:
        'Only those who may change it ({{owners}}) see more here: it takes the permission golden-path.service.change.',
      checking: 'Checking whether you may change it…',
      permissionFailed:
        'Whether you may change it could not be checked. Reload the page.',
      generator: 'Generator',
      current: '{{version}}, the current one',
      outdatedTitle: 'Made with an older generator',
      outdatedText:
        'Its files were made with version {{version}}; {{current}} is current.',
      unknown: 'not known',
      noOwner: 'nobody',
      upgrade: 'Upgrade…',
      upgradeHint:
        'Brings its files to the current golden path and keeps what people did to them. You see every change first.',
    },
    upgrade: {
      label: 'What the upgrade changes',
      loading: 'Comparing its repositories with the current golden path…',
      chooseService: 'Choose the service first.',
      failed: 'The upgrade could not be worked out: {{problem}}',
      versions: 'From golden path {{from}} to {{to}}',
      unknownVersion: 'of unknown version',
      nothing:
        'Nothing to do: all files are as the current golden path makes them.',
      left: 'One repository is left as it is: {{problem}}',
      conflict:
        'It goes to a branch of its own with both texts between marks, for you to choose.',
    },
  },
});
