// Stands in for @salesforce/apex: the page asks its own server, and the server does what the class does.

/** The imported function of an Apex method. */
export const method = (name) => async (parameters) => {
  const answer = await fetch(`/apex/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(parameters) });
  const value = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(value.message), { body: value });
  return value;
};
