import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { Me } from '../api/answers.js';
import { Refused } from '../api/ask.js';
import { queryClient } from '../api/query-client.js';
import { useMe } from '../api/use-me.js';
import { SignIn } from './sign-in.js';
import { Starting } from './starting.js';
import { forgetKey, forgetKeys, keepKey, keyOfAddress, keyOfStart } from './stored-key.js';

interface Session {
  me: Me;
  signOut: () => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Who has signed in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('nobody has signed in here');
  return session;
}

/** Lets in who has a key; asks for one otherwise. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [key, setKey] = useState(keyOfStart);
  const me = useMe(key);
  const refused = me.error instanceof Refused && (me.error.status === 401 || me.error.status === 403);

  const signOut = useCallback(() => {
    forgetKeys();
    setKey(null);
    queryClient.clear();
  }, []);

  // A link with another key, opened where the page is open already, only changes the fragment.
  useEffect(() => {
    const take = () => {
      const given = keyOfAddress();
      if (given === null) return;
      keepKey(given, { stay: false });
      queryClient.clear();
      setKey(given);
    };
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);

  useEffect(() => {
    if (refused && key !== null) forgetKey(key);
  }, [refused, key]);

  const session = useMemo(() => (me.data ? { me: me.data, signOut } : undefined), [me.data, signOut]);
  if (key === null || refused)
    return (
      <SignIn
        refusal={refused ? (me.error ?? undefined) : undefined}
        onKey={(given, options) => {
          keepKey(given, options);
          queryClient.removeQueries({ queryKey: ['me'] });
          setKey(given);
        }}
      />
    );
  if (session === undefined) return <Starting error={me.error} retry={() => void me.refetch()} />;
  return <SessionContext value={session}>{children}</SessionContext>;
}
