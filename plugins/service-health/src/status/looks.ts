/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import SvgIcon from '@material-ui/core/SvgIcon';
import AutorenewIcon from '@material-ui/icons/Autorenew';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import FavoriteIcon from '@material-ui/icons/Favorite';
import HelpIcon from '@material-ui/icons/Help';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import InfoIcon from '@material-ui/icons/Info';
import NotificationsActiveIcon from '@material-ui/icons/NotificationsActive';
import PauseCircleFilledIcon from '@material-ui/icons/PauseCircleFilled';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import WarningIcon from '@material-ui/icons/Warning';
import {
  Headline,
  OperationPhase,
  RolloutPhase,
  SyncStatusCode,
  Tone,
} from '@openpolicy/plugin-service-health-common';
import { ArrowUpCircleIcon, BrokenHeartIcon, GhostIcon } from './icons';

/**
 * How a state is shown: its word, its shape, its tone. `spins` marks work in progress.
 *
 * @internal
 */
export interface Look {
  word: string;
  Icon: typeof SvgIcon;
  tone: Tone;
  spins?: boolean;
}

/**
 * Headlines and Argo CD's health words, with the shapes that Argo CD's users know.
 *
 * @internal
 */
export const HEADLINE_LOOKS: Record<Headline, Look> = {
  Healthy: { word: 'Healthy', Icon: FavoriteIcon, tone: 'healthy' },
  Progressing: {
    word: 'Progressing',
    Icon: AutorenewIcon,
    tone: 'progressing',
    spins: true,
  },
  Degraded: { word: 'Degraded', Icon: BrokenHeartIcon, tone: 'degraded' },
  Suspended: {
    word: 'Suspended',
    Icon: PauseCircleFilledIcon,
    tone: 'suspended',
  },
  Missing: { word: 'Missing', Icon: GhostIcon, tone: 'attention' },
  Unknown: { word: 'Unknown', Icon: HelpIcon, tone: 'unknown' },
  OutOfSync: { word: 'OutOfSync', Icon: ArrowUpCircleIcon, tone: 'attention' },
  Alerting: {
    word: 'Alerting',
    Icon: NotificationsActiveIcon,
    tone: 'attention',
  },
};

/**
 * Argo CD's sync words; `None` if no application is bound.
 *
 * @internal
 */
export const SYNC_LOOKS: Record<SyncStatusCode | 'None', Look> = {
  Synced: { word: 'Synced', Icon: CheckCircleIcon, tone: 'healthy' },
  OutOfSync: { word: 'OutOfSync', Icon: ArrowUpCircleIcon, tone: 'attention' },
  Unknown: { word: 'Unknown', Icon: RadioButtonUncheckedIcon, tone: 'unknown' },
  None: {
    word: 'No application',
    Icon: RadioButtonUncheckedIcon,
    tone: 'unknown',
  },
};

/**
 * Argo CD's words for operations.
 *
 * @internal
 */
export const OPERATION_LOOKS: Record<OperationPhase, Look> = {
  Pending: {
    word: 'Waiting to start',
    Icon: HourglassEmptyIcon,
    tone: 'progressing',
  },
  Running: {
    word: 'Syncing',
    Icon: AutorenewIcon,
    tone: 'progressing',
    spins: true,
  },
  Terminating: {
    word: 'Terminating',
    Icon: AutorenewIcon,
    tone: 'attention',
    spins: true,
  },
  Succeeded: { word: 'Sync OK', Icon: CheckCircleIcon, tone: 'healthy' },
  Failed: { word: 'Sync failed', Icon: ErrorIcon, tone: 'degraded' },
  Error: { word: 'Sync error', Icon: ErrorIcon, tone: 'degraded' },
};

/**
 * Words for `kubectl rollout status`.
 *
 * @internal
 */
export const ROLLOUT_LOOKS: Record<RolloutPhase, Look> = {
  Complete: { word: 'Complete', Icon: CheckCircleIcon, tone: 'healthy' },
  InProgress: {
    word: 'In progress',
    Icon: AutorenewIcon,
    tone: 'progressing',
    spins: true,
  },
  Failed: { word: 'Failed', Icon: ErrorIcon, tone: 'degraded' },
  Unknown: { word: 'Unknown', Icon: HelpIcon, tone: 'unknown' },
};

/**
 * The look of a resource's sync or operation status; unknown words are shown as they are.
 *
 * @internal
 */
export function resourceLook(status: string | undefined): Look {
  switch (status) {
    case 'Synced':
    case 'OutOfSync':
    case 'Unknown':
      return SYNC_LOOKS[status];
    case 'SyncFailed':
      return { word: 'Sync failed', Icon: ErrorIcon, tone: 'degraded' };
    case 'Pruned':
      return { word: 'Pruned', Icon: BlockIcon, tone: 'suspended' };
    case 'PruneSkipped':
      return { word: 'Prune skipped', Icon: BlockIcon, tone: 'attention' };
    default:
      return {
        word: status ?? 'Waiting',
        Icon: HourglassEmptyIcon,
        tone: 'unknown',
      };
  }
}

/**
 * The look of an alert's severity. Other words than the two usual ones are shown as they are.
 *
 * @internal
 */
export function severityLook(severity: string): Look {
  switch (severity) {
    case 'critical':
    case 'page':
      return { word: severity, Icon: ErrorIcon, tone: 'degraded' };
    case 'warning':
      return { word: severity, Icon: WarningIcon, tone: 'attention' };
    default:
      return { word: severity, Icon: InfoIcon, tone: 'unknown' };
  }
}

/**
 * The look of the notice about a source or about the connection itself.
 *
 * @internal
 */
export const NOTICE_LOOKS = {
  stale: { word: 'Out of date', Icon: HourglassEmptyIcon, tone: 'attention' },
  failed: { word: 'Not reachable', Icon: ErrorIcon, tone: 'degraded' },
  connecting: {
    word: 'Connecting',
    Icon: AutorenewIcon,
    tone: 'progressing',
    spins: true,
  },
  warning: { word: 'Warning', Icon: WarningIcon, tone: 'attention' },
  denied: { word: 'Not visible', Icon: BlockIcon, tone: 'unknown' },
  empty: { word: 'Not connected', Icon: InfoIcon, tone: 'unknown' },
} as const satisfies Record<string, Look>;
