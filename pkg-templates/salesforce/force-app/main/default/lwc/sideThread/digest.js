// One completed task per record and day that lists what this agent answered: a digest, not a task per message.

import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import findDigest from '@salesforce/apex/SidethreadSession.findDigest';

/** Salesforce's limit of Task.Description, in characters. */
const LONGEST = 32000;
const OF_A_PERSON = ['003', '00Q'];

const CHANNELS = { whatsapp: 'WhatsApp', rcs: 'RCS', sms: 'SMS', viber: 'Viber' };
const two = (number) => String(number).padStart(2, '0');

/** The agent's own calendar day. */
function dayOf(at) {
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function lineOf({ channel, content }, at) {
    const words = content.body ?? content.caption ?? content.name ?? '';
    const what = content.type === 'text' ? words : `[${content.type}] ${words}`;
    return `${two(at.getHours())}:${two(at.getMinutes())} ${CHANNELS[channel] ?? channel}: ${what.replace(/\s+/g, ' ').trim()}`;
}

/** Drops the oldest lines of what has grown too long. */
function shortened(text) {
    if (text.length <= LONGEST) return text;
    const kept = text.slice(text.length - LONGEST);
    return kept.slice(kept.indexOf('\n') + 1);
}

/** Logs messages in their order, each once; `complain` gets words when it failed and null when it works. */
export class Digest {
    tasks = {};
    logged = {};
    last = Promise.resolve();

    constructor(complain) {
        this.complain = complain;
    }

    /** Notes that this message was sent about this record. */
    add(recordId, message) {
        if (this.logged[message.id]) return this.last;
        this.logged[message.id] = true;
        this.last = this.last.then(() => this.write(recordId, message)).then(
            () => this.complain(null),
            (refusal) => {
                this.logged[message.id] = false;
                this.complain(`The answer was sent, but not logged: ${refusal.body?.message ?? refusal.message}`);
            },
        );
        return this.last;
    }

    async write(recordId, message) {
        const at = new Date(message.at);
        const day = dayOf(at);
        const subject = `Sidethread ${day}`;
        const key = `${recordId} ${day}`;
        const task = this.tasks[key] ?? (await findDigest({ recordId, subject }));
        const description = shortened([task?.description, lineOf(message, at)].filter(Boolean).join('\n'));
        if (task) {
            await updateRecord({ fields: { Id: task.taskId, Description: description } });
            this.tasks[key] = { taskId: task.taskId, description };
            return;
        }
        const about = OF_A_PERSON.includes(recordId.slice(0, 3)) ? { WhoId: recordId } : { WhatId: recordId };
        const fields = { Subject: subject, Description: description, Status: 'Completed', ActivityDate: day, TaskSubtype: 'Task', ...about };
        const { id } = await createRecord({ apiName: 'Task', fields });
        this.tasks[key] = { taskId: id, description };
    }
}
