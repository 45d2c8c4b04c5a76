// HubSpot's CRM API as far as activities on a contact's timeline need it: its authorization, its checks, its limit.

import { json } from "../answers.mjs";

const PATH = /^\/crm\/objects\/2026-03\/(communications|notes)(?:\/([^/]+))?$/;
const OWNER = /^\/crm\/owners\/2026-03\/(\d+)$/;
/** What an activity must have, may have, and by which association it hangs on a contact. */
const FORMS = {
  communications: {
    needs: ["hs_communication_channel_type", "hs_communication_logged_from", "hs_communication_body", "hs_timestamp"],
    takes: ["hubspot_owner_id"], association: 81, body: "hs_communication_body", most: Infinity,
    choices: { hs_communication_channel_type: ["WHATS_APP", "SMS", "LINKEDIN_MESSAGE"], hs_communication_logged_from: ["CRM"] },
  },
  notes: { needs: ["hs_timestamp"], takes: ["hs_note_body", "hubspot_owner_id"], association: 202, body: "hs_note_body", most: 65_536, choices: {} },
};
const WRITE = "crm.objects.contacts.write";

const refuse = (status, category, message) => json({ status: "error", category, message, correlationId: "00000000-0000-0000-0000-000000000000" }, status);

/**
 * The API for one app in one account. In `state`, `activities` are what was logged and `calls` what was asked; a test may set `busy`,
 * how many requests meet the limit.
 */
export function crm({ accessToken, scopes, contacts, owner }, state) {
  Object.assign(state, { activities: [], calls: [], busy: 0 });

  function wrong(form, properties) {
    const unknown = Object.keys(properties).find((name) => ![...form.needs, ...form.takes].includes(name));
    if (unknown) return refuse(400, "VALIDATION_ERROR", `Property "${unknown}" does not exist`);
    for (const [name, choices] of Object.entries(form.choices)) {
      if (name in properties && !choices.includes(properties[name])) return refuse(400, "VALIDATION_ERROR", `${properties[name]} is not one of the allowed options of ${name}: ${choices}`);
    }
    if ((properties[form.body]?.length ?? 0) > form.most) return refuse(400, "VALIDATION_ERROR", `${form.body} is too long`);
    if ("hs_timestamp" in properties && !Number.isFinite(new Date(Number(properties.hs_timestamp)).getTime())) return refuse(400, "VALIDATION_ERROR", "hs_timestamp is no time");
    if ("hubspot_owner_id" in properties && properties.hubspot_owner_id !== owner.id) return refuse(400, "INVALID_OWNER_ID", "there is no such owner");
    return null;
  }

  function create(object, { properties = {}, associations = [] }) {
    const form = FORMS[object];
    const missing = form.needs.filter((name) => !properties[name]);
    if (missing.length > 0) return refuse(400, "VALIDATION_ERROR", `Some required properties were not set: ${missing}`);
    const problem = wrong(form, properties);
    if (problem) return problem;
    const [{ to, types: [type] } = { types: [] }] = associations;
    if (!contacts.includes(String(to?.id))) return refuse(404, "OBJECT_NOT_FOUND", "the contact to associate with does not exist");
    if (type?.associationCategory !== "HUBSPOT_DEFINED" || type.associationTypeId !== form.association) return refuse(400, "VALIDATION_ERROR", "no such association with a contact");
    const activity = { id: String(12021896773 + state.activities.length), object, contact: String(to.id), properties: { ...properties } };
    state.activities.push(activity);
    return json(activity, 201);
  }

  function search(object, { filterGroups: [{ filters }] }) {
    const value = ({ contact, properties }, name) => (name === "associations.contact" ? contact : properties[name]);
    const found = state.activities.filter((one) => one.object === object && filters.every((filter) => filter.operator === "EQ" && value(one, filter.propertyName) === filter.value));
    return json({ total: found.length, results: found.map(({ id, properties }) => ({ id, properties })) });
  }

  function update(object, id, { properties = {} }) {
    const activity = state.activities.find((one) => one.object === object && one.id === id);
    if (!activity) return refuse(404, "OBJECT_NOT_FOUND", "there is no such object");
    const problem = wrong(FORMS[object], properties);
    if (!problem) Object.assign(activity.properties, properties);
    return problem ?? json(activity);
  }

  async function answer({ method, path, query, headers, json: body }) {
    if (!accessToken || headers.authorization !== `Bearer ${accessToken}`) return refuse(401, "INVALID_AUTHENTICATION", "the credentials are not valid");
    if (state.busy > 0) {
      state.busy -= 1;
      return json({ status: "error", errorType: "RATE_LIMIT", category: "RATE_LIMITS", message: "You have reached your ten_secondly_rolling limit.", policyName: "TEN_SECONDLY_ROLLING" }, 429);
    }
    const [, asked] = OWNER.exec(path) ?? [];
    if (asked) {
      if (!scopes.includes("crm.objects.owners.read")) return refuse(403, "MISSING_SCOPES", "crm.objects.owners.read is missing");
      return query.get("idProperty") === "userId" && Number(asked) === owner.userId ? json(owner) : refuse(404, "OBJECT_NOT_FOUND", "there is no such owner");
    }
    const [, object, rest] = PATH.exec(path) ?? [];
    if (!object) return refuse(404, "OBJECT_NOT_FOUND", `no ${path}`);
    if (rest !== "search" && !scopes.includes(WRITE)) return refuse(403, "MISSING_SCOPES", `${WRITE} is missing`);
    if (method === "POST" && !rest) return create(object, await body());
    if (method === "POST" && rest === "search") return search(object, await body());
    if (method === "PATCH" && rest) return update(object, rest, await body());
    return refuse(405, "METHOD_NOT_ALLOWED", `${method} ${path}`);
  }

  return async (request) => {
    const answered = await answer(request);
    state.calls.push({ method: request.method, path: request.path, status: answered.status });
    return answered;
  };
}
