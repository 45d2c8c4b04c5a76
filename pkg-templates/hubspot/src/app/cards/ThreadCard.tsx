// The card on a contact's record: her last messages, how long she has been waiting, a quick answer, and the whole thread in a modal.

import { useCallback, useEffect, useRef, useState } from 'react';
import { Alert, Button, Divider, EmptyState, Flex, LoadingSpinner, StatusTag, Text, TextArea, Tile, hubspot, useExtensionActions, useExtensionContext } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { isOpen, numbers, phrases } from './phrases';
import { type Contact, type Refusal, type Thread, type Way, embedUrl, newClientId, openThread, reply } from './relay';

hubspot.extend<'crm.record.tab'>(() => <ThreadCard />);

/** Nothing tells a card that something came: it asks again this often. */
const LOOK_EVERY_MS = 30_000;
const MODAL = { width: 480, height: 720, title: 'Sidethread', flush: true };

export function ThreadCard() {
  const { crm, user } = useExtensionContext<'crm.record.tab'>();
  const locale = user.language ?? user.locale;
  const { own, say } = phrases(locale);
  const { properties, isLoading, error } = useCrmProperties(['firstname', 'lastname', 'mobilephone', 'phone']);
  if (isLoading) return <LoadingSpinner label={own('contact')} />;
  if (error) return <Alert title={own('unread')} variant="error">{error.message}</Alert>;
  const phones = numbers(properties.mobilephone, properties.phone);
  if (phones.length === 0) return <EmptyState title={say('refused.no-contact')} />;
  const name = [properties.firstname, properties.lastname].filter(Boolean).join(' ') || undefined;
  return <Conversation key={`${crm.objectId} ${phones.join()}`} contact={{ objectId: crm.objectId, phones, name }} locale={locale} />;
}

function Conversation({ contact, locale }: { contact: Contact; locale: string | undefined }) {
  const { openIframeModal } = useExtensionActions<'crm.record.tab'>();
  const { own, say, span, heading, line, refusal } = phrases(locale);
  const [thread, setThread] = useState<Thread | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [draft, setDraft] = useState('');
  const [isBusy, setBusy] = useState(false);
  const clientId = useRef<string | null>(null);
  const isGone = useRef(false);

  const load = useCallback(async () => {
    try {
      const found = await openThread(contact);
      if (isGone.current) return;
      setThread(found);
      setProblem(null);
    } catch (problem) {
      if (!isGone.current) setProblem(refusal(problem as Refusal, 'refused'));
    }
  }, []);

  useEffect(() => {
    isGone.current = false;
    load();
    const timer = setInterval(load, LOOK_EVERY_MS);
    return () => {
      isGone.current = true;
      clearInterval(timer);
    };
  }, [load]);

  const doing = async (asked: 'refused' | 'error', work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (problem) {
      setProblem(refusal(problem as Refusal, asked));
    } finally {
      setBusy(false);
    }
  };

  const send = (way: Way) => doing('error', async () => {
    if (!thread) return;
    clientId.current ??= newClientId();
    await reply(thread.thread, way, draft.trim(), clientId.current);
    clientId.current = null;
    setDraft('');
    await load();
  });

  const openAll = () => doing('refused', async () => {
    openIframeModal({ ...MODAL, uri: await embedUrl(contact, locale) }, () => { load(); });
  });

  const edit = (text: string) => {
    // Other words are another answer.
    if (text !== draft) clientId.current = null;
    setDraft(text);
  };

  if (!thread) {
    return problem
      ? <Flex direction="column" gap="small"><Alert title={problem} variant="error" /><Button onClick={load}>{say('refused.again')}</Button></Flex>
      : <LoadingSpinner label={say('loading')} />;
  }
  const now = Date.now();
  const way = thread.channels.find(({ account }) => account === thread.account) ?? thread.channels[0];
  return (
    <Flex direction="column" gap="small">
      <Flex justify="between" align="center">
        {thread.waiting_since
          ? <StatusTag variant="warning">{own('waiting', { span: span(now - Date.parse(thread.waiting_since)) })}</StatusTag>
          : <StatusTag variant="success">{own('calm')}</StatusTag>}
        <Button size="sm" variant="secondary" disabled={isBusy} onClick={openAll}>{own('whole')}</Button>
      </Flex>
      {thread.not_logged && <Alert title={own(thread.not_logged)} variant="warning" />}
      {thread.messages.length === 0 && <Text>{say('empty', { name: contact.name ?? say('nameless') })}</Text>}
      {thread.messages.map((message) => (
        <Tile key={`${message.at} ${message.text}`} compact>
          <Text variant="microcopy">{heading(message, contact.name, now)}</Text>
          <Text>{line(message)}</Text>
        </Tile>
      ))}
      <Divider />
      {problem && <Alert title={problem} variant="error" />}
      {way && isOpen(way, now)
        ? <>
            <TextArea name="reply" label={say('composer.by', { label: way.label })} value={draft} rows={2} resize="vertical" onInput={edit} />
            <Button variant="primary" disabled={isBusy || draft.trim() === ''} onClick={() => send(way)}>{say('send')}</Button>
          </>
        : <Text>{say(way ? 'error.window-closed' : 'composer.nobody')}</Text>}
    </Flex>
  );
}
