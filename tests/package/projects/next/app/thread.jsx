"use client";

import { SideThread } from "sidethread/react";
import { useEffect, useState } from "react";

const phone = "+919999999999";
const tokenProvider = async () => (await (await fetch("/token", { method: "POST", body: JSON.stringify({ phones: [phone] }) })).json()).token;

export function Thread() {
  const [endpoint, setEndpoint] = useState("");
  useEffect(() => setEndpoint(new URLSearchParams(location.search).get("endpoint")), []);
  return <SideThread endpoint={endpoint} tenant="acme" phone={phone} name="Asha Nair" tokenProvider={tokenProvider} style={{ display: "block", height: 600 }} />;
}
