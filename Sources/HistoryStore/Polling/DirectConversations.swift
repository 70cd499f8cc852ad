import GRDB
public import Model

extension HistoryStore {
    /// The direct conversations that we opened on an account, by user id.
    public func directConversations(of account: AccountID) async throws(StoreError) -> [String: String] {
        let rows = try await read { db in
            try db.all("SELECT user_id, conversation FROM direct_conversations WHERE account = ?", [account.rawValue]) { ($0.text(), $0.text()) }
        }
        return Dictionary(rows) { $1 }
    }
}
