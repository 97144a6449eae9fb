import { HttpError } from './httpError.ts';
import type { Route } from './router.ts';

/** What the service answers. Put what it is for in place of the greeting. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/greetings',
    async handle(request) {
      const body = (await request.json()) as { name?: unknown } | null;
      const name = body?.name;
      if (typeof name !== 'string' || name.trim() === '') {
        throw new HttpError(400, "Give 'name' as a text.");
      }
      return { status: 201, body: { greeting: `Hello, ${name.trim()}!` } };
    },
  },
];
