/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { KeyboardEvent, memo, useEffect, useRef } from 'react';
import { toneColor } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { entriesOf, FileEntry, FileSection } from './presentPreview';

/** A shape for each kind, so that colour is never alone. */
const MARKS = { new: '+', changed: '~', removed: '−', hash: '·' };

const useStyles = makeStyles(
  theme => ({
    list: {
      overflow: 'auto',
      outlineOffset: -2,
      fontSize: '0.8125rem',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
      },
    },
    title: {
      position: 'sticky',
      top: 0,
      backgroundColor: theme.palette.background.paper,
      fontWeight: 600,
      padding: theme.spacing(0.75, 1, 0.25),
    },
    folder: {
      color: theme.palette.text.secondary,
      padding: theme.spacing(0.25, 1, 0),
      overflowWrap: 'anywhere',
    },
    file: {
      cursor: 'pointer',
      padding: theme.spacing(0.125, 1, 0.125, 2),
      overflowWrap: 'anywhere',
      borderLeft: '3px solid transparent',
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
    chosen: {
      borderLeftColor: toneColor(theme, 'progress'),
      backgroundColor: theme.palette.action.selected,
    },
    mark: { fontFamily: 'monospace', marginRight: theme.spacing(0.75) },
    new: { color: toneColor(theme, 'good') },
    changed: { color: toneColor(theme, 'attention') },
    removed: { color: toneColor(theme, 'bad') },
    hash: { color: theme.palette.text.secondary },
  }),
  { name: 'GoldenPathFileList' },
);

/**
 * The files by repository and folder: one tab stop, arrow keys within.
 *
 * @internal
 */
export const FileList = memo(
  (props: {
    id: string;
    sections: readonly FileSection[];
    chosen?: string;
    onChoose: (entry: FileEntry) => void;
  }) => {
    const { id, sections, chosen, onChoose } = props;
    const { t } = useTranslationRef(goldenPathTranslationRef);
    const classes = useStyles();
    const entries = entriesOf(sections);
    const index = entries.findIndex(({ key }) => key === chosen);
    const optionId = (key: string) => `${id}-${key.replace(/[^\w]+/g, '-')}`;
    const list = useRef<HTMLDivElement>(null);
    const chosenId = index >= 0 ? optionId(entries[index].key) : undefined;

    // Only for those who move with the keyboard: the page must not jump at a letter.
    const moved = useRef(false);
    useEffect(() => {
      if (moved.current && chosenId) {
        moved.current = false;
        document
          .getElementById(chosenId)
          ?.scrollIntoView?.({ block: 'nearest' });
      }
    }, [chosenId]);

    const move = (event: KeyboardEvent) => {
      const next: Record<string, number> = {
        ArrowDown: index + 1,
        ArrowUp: index - 1,
        Home: 0,
        End: entries.length - 1,
      };
      const target = entries[next[event.key]];
      if (event.key in next) {
        event.preventDefault();
      }
      if (target) {
        moved.current = true;
        onChoose(target);
      }
    };

    return (
      <div
        ref={list}
        className={classes.list}
        role="listbox"
        aria-label={t('preview.files')}
        aria-activedescendant={chosenId}
        tabIndex={0}
        onKeyDown={move}
        data-testid="preview-files"
      >
        {sections.map(section => (
          <div key={section.title} role="group" aria-label={section.title}>
            <Typography
              variant="caption"
              component="div"
              role="presentation"
              className={classes.title}
            >
              {section.title}
            </Typography>
            {section.folders.map(({ folder, files }) => (
              <div key={folder} role="presentation">
                {folder && (
                  <div role="presentation" className={classes.folder}>
                    {folder}
                  </div>
                )}
                {files.map(entry => (
                  <FileOption
                    key={entry.key}
                    id={optionId(entry.key)}
                    entry={entry}
                    isChosen={entry.key === chosen}
                    onChoose={onChoose}
                  />
                ))}
              </div>
            ))}
          </div>
        ))}
      </div>
    );
  },
);

function FileOption(props: {
  id: string;
  entry: FileEntry;
  isChosen: boolean;
  onChoose: (entry: FileEntry) => void;
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const classes = useStyles();
  const { name, folder, file, isHashOnly } = props.entry;
  const kind = isHashOnly ? 'hash' : file.kind;
  return (
    // Its list has the keyboard's focus and moves the choice.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="option"
      aria-selected={props.isChosen}
      aria-label={`${folder}${name}, ${t(`preview.fileKind.${kind}`)}`}
      className={`${classes.file} ${props.isChosen ? classes.chosen : ''} ${
        isHashOnly ? classes.hash : ''
      }`}
      onClick={() => props.onChoose(props.entry)}
    >
      <span
        aria-hidden
        className={`${classes.mark} ${classes[kind]}`}
        title={t(`preview.fileKind.${kind}`)}
      >
        {MARKS[kind]}
      </span>
      {name}
    </div>
  );
}
