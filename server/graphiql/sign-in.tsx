import { type FormEvent, type ToggleEvent, useRef, useState } from 'react';
import { signIn } from './identity';
import { setToken } from './token';

/** The button that opens the two ways to a token: an account, or a token that is there already. */
export function SignIn() {
  const panel = useRef<HTMLDivElement>(null);
  const done = (token: string) => {
    panel.current?.hidePopover();
    setToken(token);
  };
  return (
    <>
      <button type="button" popoverTarget="sign-in" className="bar-button bar-button-main">
        Sign in
      </button>
      <div
        id="sign-in"
        ref={panel}
        popover="auto"
        className="graphiql-dialog panel panel-right"
        onToggle={focusFirstField}
      >
        <AccountForm done={done} />
        <TokenForm done={done} />
      </div>
    </>
  );
}

/** React takes `autoFocus` for itself, so the popover does not see it. */
function focusFirstField({ newState, currentTarget }: ToggleEvent<HTMLDivElement>): void {
  if (newState !== 'open' || currentTarget.contains(document.activeElement)) return;
  currentTarget.querySelector('input')?.focus();
}

type FormProps = { done: (token: string) => void };

function AccountForm({ done }: FormProps) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const password = field(form, 'password');
    setProblem('');
    setBusy(true);
    try {
      const result = await signIn(field(form, 'email').trim(), password);
      if ('refused' in result) return setProblem(result.refused);
      form.reset();
      done(result.token);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} aria-label="Sign in with an account">
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{problem}</p>
      <button type="submit" className="bar-button bar-button-main" disabled={busy}>
        {busy ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}

function TokenForm({ done }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = field(event.currentTarget, 'token')
      .trim()
      .replace(/^bearer\s+/i, '');
    event.currentTarget.reset();
    if (token) done(token);
  };
  return (
    <form onSubmit={submit} aria-label="Use a token">
      <label>
        Or paste a token or an API key
        <input name="token" type="password" autoComplete="off" spellCheck={false} required />
      </label>
      <button type="submit" className="bar-button">
        Use it
      </button>
    </form>
  );
}

function field(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '');
}
