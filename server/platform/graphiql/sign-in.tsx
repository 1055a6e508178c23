import { type FormEvent, type ToggleEvent, useRef, useState } from 'react';
import { type DemoAccounts, useDemoAccounts } from './demo-accounts';
import { signIn } from './identity';
import { setToken } from './token';

/** The button for signing in: with a demo account, another account, or an existing token. */
export function SignIn() {
  const panel = useRef<HTMLDivElement>(null);
  const demo = useDemoAccounts();
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
        <AccountForm demo={demo} done={done} />
        <TokenForm done={done} />
      </div>
    </>
  );
}

/** React handles `autoFocus` itself, so the popover does not see it. */
function focusFirstField({ newState, currentTarget }: ToggleEvent<HTMLDivElement>): void {
  if (newState !== 'open' || currentTarget.contains(document.activeElement)) return;
  currentTarget.querySelector<HTMLElement>('fieldset button, input')?.focus();
}

type FormProps = { done: (token: string) => void };

function AccountForm({ demo, done }: FormProps & { demo: DemoAccounts | null }) {
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const enter = async (email: string, password: string) => {
    setProblem('');
    setBusy(true);
    try {
      const result = await signIn(email, password);
      if ('refused' in result) return setProblem(result.refused);
      form.current?.reset();
      done(result.token);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    enter(field(event.currentTarget, 'email').trim(), field(event.currentTarget, 'password'));
  };
  /** A private password must be typed. */
  const choose = (email: string) => {
    if (demo && demo.password !== null) return enter(email, demo.password);
    const [address, password] = ['email', 'password'].map((name) => input(form.current, name));
    if (address) address.value = email;
    password?.focus();
  };
  return (
    <form ref={form} onSubmit={submit} aria-label="Sign in with an account">
      {demo && (
        <fieldset className="demo-accounts" disabled={busy}>
          <legend>Demo accounts</legend>
          {demo.accounts.map(({ email, about }) => (
            <button type="button" key={email} onClick={() => choose(email)}>
              {email} <small>{about}</small>
            </button>
          ))}
        </fieldset>
      )}
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

function input(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  return form?.querySelector(`input[name=${name}]`) ?? null;
}

function field(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '');
}
