/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the pages. Words of upstream (Synced, CrashLoopBackOff …) and sentences that the server derives are not translated.
 *
 * @public
 */
export const serviceHealthTranslationRef = createTranslationRef({
  id: 'service-health',
  messages: {
    card: {
      asOf: 'as of {{age}} ago',
      tryAgain: 'Try again',
      copy: 'Copy',
      copied: 'Copied',
      loading: 'Loading {{title}}',
      showAll: 'Show all',
      showLess: 'Show less',
      connectingTitle: 'Connecting to the sources',
      connectingText:
        'The portal has started and has not heard from them yet. This card fills by itself.',
      deniedTitle: 'No health data that you may see',
      deniedText:
        'The portal does not know this service, or you lack the permission service-health.service.read on it. Ask the owner of the service or an administrator of the portal.',
      signedOutTitle: 'Your session ended',
      signedOutText: 'Sign in again, then this page continues by itself.',
      failedTitle: 'No data yet',
      unconfiguredTitle: 'Not configured',
      unconfiguredText:
        'The operator of this portal has configured no source for this card.',
      nextTryIn: 'Next try in {{duration}}.',
      nextTryNow: 'Trying now.',
      lastGood: 'Showing the last good data, as of {{age}} ago.',
    },
    verdict: {
      label: 'Verdict',
      since: 'for {{age}}',
      owner: 'Owner',
      noOwner: 'none',
      dataAge: 'Data as of {{age}} ago',
      evidence: 'Evidence',
      openTab: 'Open health',
    },
    axes: {
      label: 'Axes of the verdict',
      health: 'Health',
      delivery: 'Delivery',
      alerts: 'Alerts',
      freshness: 'Data',
    },
    rollout: {
      title: 'Rollout',
      podsCaption: 'Pods, worst first',
      events: 'Warning events',
      earlierEvents: 'Earlier warning events',
      pod: 'Pod',
      status: 'Status',
      ready: 'Ready',
      restarts: 'Restarts',
      lastExit: 'Last exit',
      node: 'Node',
      age: 'Age',
      replicaSets: 'Replica sets',
      autoscaler: 'Autoscaler',
      stuck: 'Stuck: {{reason}}',
      showAll: 'Show all {{number}}',
      showFewer: 'Show fewer',
      noPods: 'No pods.',
      cut: 'The worst {{shown}} of {{total}} pods are listed.',
      unbound:
        'No workload in the cluster points back to this service. Add this label to the workload and to its pod template:',
    },
    delivery: {
      title: 'Delivery',
      openInArgo: 'Open in Argo CD',
      revision: 'Revision',
      autoSync: 'Auto-sync',
      operation: 'Last operation',
      operationRunning: 'Operation',
      noOperation: 'No operation recorded.',
      history: 'Deployments ({{number}})',
      differing: 'Not in sync ({{number}})',
      deleting: 'This application is being deleted.',
      unbound:
        'No Argo CD application points back to this service. Add this annotation to the application:',
      resourcesCaption: 'Resources of the operation',
      others: '{{number}} more without trouble.',
    },
    alerts: {
      title: 'Alerts',
      none: 'No alerts.',
      suppressed: 'Suppressed ({{number}})',
      broken: 'Rules that cannot be evaluated ({{number}})',
      brokenHint: 'While a rule is broken, its silence means nothing.',
      runbook: 'Runbook',
      dashboard: 'Dashboard',
      unbound:
        'No alert rule watches this service, so silence means nothing here. Add this label to its rules:',
    },
    claims: {
      title: 'Not confirmed by the other side',
    },
    sources: {
      label: 'Sources',
    },
    sync: {
      button: 'Sync…',
      title: 'Sync {{application}}',
      ownersOnly: 'Only owners ({{owners}}) may sync.',
      checking: 'Checking whether you may sync…',
      permissionFailed:
        'Whether you may sync could not be checked. Reload the page.',
      running: 'An operation is already under way.',
      unreadable:
        '{{source}} cannot be read now, so nobody can say what a sync would change.',
      deleting: 'The application is being deleted.',
      from: 'Deployed',
      to: 'To be deployed',
      unknownRevision: 'unknown',
      changes: 'Resources that will change',
      changesCaption: 'Resources that will change',
      noChanges:
        'Nothing differs from Git. The same manifests are applied again.',
      more: 'and {{number}} more',
      willPrune: 'will be deleted',
      keptUnlessPrune: 'stays, because prune is off',
      prune: 'Prune: delete resources that Git no longer has',
      recordedAs:
        "{{user}} will be recorded in the portal's log and in the operation in Argo CD.",
      confirm: 'Sync',
      cancel: 'Cancel',
      close: 'Close',
      sending: 'Asking Argo CD…',
      waiting: 'Argo CD has the request and has not started yet.',
      answerLost:
        'The answer from Argo CD was lost. Do not start another sync: whether this one runs shows here.',
      askAgain: 'Ask again',
      askAgainHint:
        'The answer was lost. Asking again is safe: the same request never makes a second operation.',
      refused: 'The sync was not started',
      progressCaption: 'Progress by resource',
    },
    fleet: {
      title: 'Fleet',
      caption: 'Services, problems first',
      search: 'Search services',
      owner: 'Owner',
      allOwners: 'All owners',
      faultsOnly: 'Faults only',
      counts: 'Services by state',
      shown: '{{shown}} of {{total}} services',
      clear: 'Clear filters',
      service: 'Service',
      state: 'State',
      cause: 'Cause',
      sync: 'Sync',
      ready: 'Ready',
      alerts: 'Alerts',
      version: 'Version',
      changed: 'Changed',
      reading: 'Reading the catalog…',
      empty:
        'No services. The catalog has no component that you may see the health of.',
      noMatch: 'No service matches the filters.',
    },
  },
});
