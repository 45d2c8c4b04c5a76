import { mount } from "svelte";

import Thread from "./Thread.svelte";

mount(Thread, { target: document.querySelector("#app") });
