//! What every store must hold, run for each database.

mod digests;
mod faults;
mod files;
pub(crate) mod kit;
mod log;
mod news;
mod once;
mod order;
mod parking;
mod people;
mod sequence;
mod sessions;
mod sqlite;
mod templates;

/// Runs every scenario against stores that `$make` opens, each on a new one.
macro_rules! contract {
    ($make:path: $($room:ident::$scenario:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $scenario() {
            super::$room::$scenario(&$make().await).await;
        }
    )*};
}

/// All scenarios, by the room they are in.
macro_rules! every_scenario {
    ($make:path) => {
        contract!($make:
            once::a_message_that_comes_again_is_the_same,
            once::copies_that_come_at_once_are_one,
            once::a_client_id_is_one_message,
            once::a_client_id_is_found_again_in_its_thread_alone,
            once::an_import_again_changes_nothing,
            log::seq_has_no_holes_under_load,
            log::a_long_log_is_read_from_anywhere,
            log::a_position_of_the_future_is_a_reset,
            log::another_tenant_sees_nothing,
            log::statuses_are_merged_and_told_once,
            log::what_stands_around_a_message_is_kept,
            order::people_read_by_the_providers_time,
            order::pages_lose_and_repeat_nothing,
            order::a_cursor_opens_no_other_thread,
            order::what_has_no_time_has_the_time_of_arrival,
            order::a_clock_ahead_does_not_hold_the_window_open,
            people::a_number_and_an_id_in_one_webhook_are_one_person,
            people::two_known_threads_stay_two_and_the_number_decides,
            people::the_host_finds_the_thread_by_any_address,
            people::an_answer_goes_where_she_last_wrote_from,
            people::what_she_calls_herself_wins,
            files::a_file_that_is_settled_redraws_its_message,
            files::an_edit_keeps_the_file,
            files::an_edit_that_is_a_text_is_the_new_caption,
            files::a_retry_waits_for_its_time,
            faults::a_bad_fact_harms_nobody_else,
            faults::templates_are_found_by_word_and_state,
            faults::unread_webhooks_are_kept_and_can_be_read_again,
            news::a_new_number_is_the_same_person_and_is_written_to,
            news::who_never_wrote_is_found_by_her_new_number_too,
            news::a_number_that_is_anothers_stays_there,
            news::a_word_of_the_system_opens_no_window,
            news::her_newest_word_on_messages_counts,
            news::a_sign_of_writing_leaves_no_trace,
            news::news_of_a_template_reach_the_registry_in_any_order,
            news::a_providers_list_is_right_but_not_about_what_is_newer,
            templates::what_is_heard_of_a_named_template_outlives_a_restart,
            news::an_answer_of_the_same_second_stands_below_what_it_answers,
            sessions::a_code_is_redeemed_once_and_in_time,
            sessions::a_proof_is_used_once,
            sessions::a_proof_without_a_time_ends_with_the_secret_that_signed_it,
            sessions::what_was_revoked_stays_so_until_it_would_have_ended,
            digests::answers_of_one_day_are_one_digest_and_each_stands_in_it_once,
            digests::a_digest_is_anothers_after_its_lease,
            digests::what_comes_while_a_digest_is_carried_is_carried_next,
            digests::trouble_is_told_until_it_is_over,
            parking::words_about_unknown_messages_wait_for_them,
            parking::of_two_emojis_of_one_second_the_later_arrival_stays,
            parking::an_unknown_correlation_is_parked_under_the_name,
        );
    };
}

mod on_sqlite {
    every_scenario!(super::kit::sqlite_file);
}

mod on_sqlite_in_memory {
    every_scenario!(super::kit::sqlite_memory);
}
