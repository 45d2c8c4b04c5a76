// The card on a contact's record: her last messages, how long she has been waiting, a quick answer, and the whole thread in a modal.

import { useCallback, useEffect, useRef, useState } from 'react';
import { Alert, Button, Divider, EmptyState, Flex, LoadingSpinner, StatusTag, Text, TextArea, Tile, hubspot, useExtensionActions, useExtensionContext } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { heading, isOpen, numbers, span } from './phrases';
import { type Contact, type Thread, type Way, embedUrl, newClientId, openThread, reply } from './relay';

hubspot.extend<'crm.record.tab'>(() => <ThreadCard />);

/** Nothing tells a card that something came: it asks again this often. */
const LOOK_EVERY_MS = 30_000;
const MODAL = { width: 480, height: 720, title: 'Sidethread', flush: true };

export function ThreadCard() {
  const { crm } = useExtensionContext<'crm.record.tab'>();
  const { properties, isLoading, error } = useCrmProperties(['firstname', 'lastname', 'mobilephone', 'phone']);
  if (isLoading) return <LoadingSpinner label="Loading the contact" />;
  if (error) return <Alert title="The contact cannot be read" variant="error">{error.message}</Alert>;
  const phones = numbers(properties.mobilephone, properties.phone);
  if (phones.length === 0) {
    return <EmptyState title="No phone number"><Text>Give the contact a phone or mobile phone number to see its messages.</Text></EmptyState>;
  }
  const name = [properties.firstname, properties.lastname].filter(Boolean).join(' ') || undefined;
  return <Conversation key={`${crm.objectId} ${phones.join()}`} contact={{ objectId: crm.objectId, phones, name }} />;
}

function Conversation({ contact }: { contact: Contact }) {
  const { openIframeModal } = useExtensionActions<'crm.record.tab'>();
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
    } catch (refusal) {
      if (!isGone.current) setProblem((refusal as Error).message);
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

  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (refusal) {
      setProblem((refusal as Error).message);
    } finally {
      setBusy(false);
    }
  };

  const send = (way: Way) => doing(async () => {
    if (!thread) return;
    clientId.current ??= newClientId();
    await reply(thread.thread, way, draft.trim(), clientId.current);
    clientId.current = null;
    setDraft('');
    await load();
  });

  const openAll = () => doing(async () => {
    openIframeModal({ ...MODAL, uri: await embedUrl(contact) }, () => { load(); });
  });

  const edit = (text: string) => {
    // Other words are another answer.
    if (text !== draft) clientId.current = null;
    setDraft(text);
  };

  if (!thread) {
    return problem
      ? <Flex direction="column" gap="small"><Alert title={problem} variant="error" /><Button onClick={load}>Try again</Button></Flex>
      : <LoadingSpinner label="Loading messages" />;
  }
  const now = Date.now();
  const way = thread.channels.find(({ account }) => account === thread.account) ?? thread.channels[0];
  return (
    <Flex direction="column" gap="small">
      <Flex justify="between" align="center">
        {thread.waiting_since
          ? <StatusTag variant="warning">{`Waiting for ${span(now - Date.parse(thread.waiting_since))}`}</StatusTag>
          : <StatusTag variant="success">Nobody is waiting</StatusTag>}
        <Button size="sm" variant="secondary" disabled={isBusy} onClick={openAll}>Open the whole thread</Button>
      </Flex>
      {thread.messages.length === 0 && <Text>No messages yet.</Text>}
      {thread.messages.map((line) => (
        <Tile key={`${line.at} ${line.text}`} compact>
          <Text variant="microcopy">{heading(line, contact.name, now)}</Text>
          <Text>{line.text}</Text>
        </Tile>
      ))}
      <Divider />
      {problem && <Alert title={problem} variant="error" />}
      {way && isOpen(way, now)
        ? <>
            <TextArea name="reply" label={`Answer by ${way.label}`} value={draft} rows={2} resize="vertical" onInput={edit} />
            <Button variant="primary" disabled={isBusy || draft.trim() === ''} onClick={() => send(way)}>Send</Button>
          </>
        : <Text>{way ? 'The reply window is closed. Open the whole thread to send a template.' : 'No business account can answer here.'}</Text>}
    </Flex>
  );
}
