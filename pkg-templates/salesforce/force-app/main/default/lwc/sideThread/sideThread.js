// Frames the thread page for the record on the screen: the record goes in as context, tokens come from Apex, answers go into a task.

import { LightningElement, api, wire } from 'lwc';
import { CurrentPageReference } from 'lightning/navigation';
import { getRecord } from 'lightning/uiRecordApi';
import LANG from '@salesforce/i18n/lang';
import openSession from '@salesforce/apex/SidethreadSession.open';
import { createEmbed } from './embed';
import { Digest } from './digest';
import { contextOf, fieldsOf, idOf } from './record';

/** The thread page never came up; all other errors are shown by the page itself. */
const UNREACHED = ['frame-blocked', 'no-frame'];

export default class SideThread extends LightningElement {
    /** Where the proxy is: `https://threads.example`. */
    @api endpoint;
    /** The tenant's id there. */
    @api tenant;
    /** Phone fields by API name, the preferred one first; empty means the usual ones of the object. */
    @api phoneFields;
    /** Height in pixels. */
    @api height = 600;
    /** Keeps a completed task per record and day. */
    @api logActivities = false;
    /** Gives the frame an opaque origin. */
    @api isolate = false;

    /** Set by the record page, absent in the utility bar. */
    @api recordId;
    @api objectApiName;

    problem = null;
    silence = null;
    notLogged = null;
    page = null;
    isRendered = false;
    context = null;
    embed = null;
    digest = null;

    @wire(CurrentPageReference)
    onPage(reference) {
        const { recordId, objectApiName } = reference?.type === 'standard__recordPage' ? reference.attributes : {};
        this.page = { recordId: recordId ?? null, objectApiName: objectApiName ?? null };
        if (!this.shownId) this.show(null);
    }

    @wire(getRecord, { recordId: '$shownId', optionalFields: '$fields' })
    onRecord({ data, error }) {
        if (data) this.show({ ...contextOf(data, this.phoneFields), locale: LANG });
        else if (error) this.fail('The record cannot be read', error.body?.message ?? 'Salesforce refused it.');
    }

    get shownId() {
        return this.recordId ?? this.page?.recordId ?? undefined;
    }

    get fields() {
        return fieldsOf(this.objectApiName ?? this.page?.objectApiName, this.phoneFields);
    }

    get style() {
        return `height: ${Math.max(320, Number(this.height) || 600)}px`;
    }

    get placeClass() {
        return this.problem || this.silence ? 'place hidden' : 'place';
    }

    renderedCallback() {
        this.isRendered = true;
        if (this.context && !this.embed && !this.problem) this.begin();
    }

    disconnectedCallback() {
        this.end();
    }

    handleRetry() {
        this.end();
        this.problem = null;
    }

    /** A fresh context object at every change of the record. */
    show(context) {
        this.silence = null;
        if (!context) this.silence = 'Open a record to see its messages.';
        else if (context.phones.length === 0) this.silence = 'This record has no phone number.';
        this.problem = null;
        this.context = this.silence ? null : context;
        if (!this.context) this.end();
        else if (this.embed) this.embed.open(this.context).catch(() => {});
        else if (this.isRendered) this.begin();
    }

    begin() {
        const { endpoint, tenant } = this;
        if (!endpoint || !tenant) {
            this.fail('Sidethread is not set up', 'Give the component its URL and its tenant in the page builder.');
            return;
        }
        this.digest = this.logActivities ? new Digest((words) => { this.notLogged = words; }) : null;
        const place = this.refs.place;
        place.addEventListener('side-thread-error', this.onError);
        place.addEventListener('side-thread-sent', this.onSent);
        this.embed = createEmbed({
            endpoint,
            tenant,
            container: place,
            title: 'Sidethread',
            height: 'fill',
            host: 'salesforce',
            sandbox: this.isolate ? 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads' : undefined,
            context: this.context,
            tokenProvider: ({ context }) => this.token(context),
        });
    }

    end() {
        if (!this.embed) return;
        const place = this.refs?.place;
        place?.removeEventListener('side-thread-error', this.onError);
        place?.removeEventListener('side-thread-sent', this.onSent);
        this.embed.destroy();
        this.embed = null;
    }

    /** Asks Apex for the record of the thread that needs the token: the page may show the next one already. */
    async token(context) {
        try {
            const origin = this.isolate ? 'null' : new URL(this.endpoint).origin;
            const { token } = await openSession({ recordId: idOf(context), tenant: this.tenant, origin });
            return token;
        } catch (refusal) {
            throw new Error(refusal.body?.message ?? refusal.message, { cause: refusal });
        }
    }

    onError = ({ detail }) => {
        if (!UNREACHED.includes(detail.code)) return;
        this.fail('Sidethread did not load', `Setup > Trusted URLs must list ${this.endpoint} with frame-src for Lightning Experience, and the tenant must list ${window.location.origin} among its frame ancestors.`);
    };

    onSent = ({ detail }) => {
        this.digest?.add(idOf(detail.record ? detail : this.context), detail.message);
    };

    fail(title, hint) {
        this.end();
        this.problem = { title, hint };
    }
}
